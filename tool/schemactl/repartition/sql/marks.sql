-- The mirror as it is now: its triggers and functions, each with the transaction that last changed it and its state.
SELECT concat_ws(
    ' ',
    (
        SELECT pg_catalog.string_agg(concat_ws('/', t.oid, t.xmin, t.tgenabled), ' ' ORDER BY t.oid)
        FROM pg_catalog.pg_trigger AS t
        WHERE t.tgrelid = ANY (%(tables)s) AND t.tgname ~ '^schemactl_repartition' AND NOT t.tgisinternal
    ),
    (
        SELECT pg_catalog.string_agg(concat_ws('/', p.oid, p.xmin), ' ' ORDER BY p.oid)
        FROM pg_catalog.pg_proc AS p
        JOIN unnest(%(functions)s::text[]) AS f (name) ON p.oid = pg_catalog.to_regproc(f.name)
    )
) AS marks;
