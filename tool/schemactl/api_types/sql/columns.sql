-- Columns of tables and views.
-- Parameters: schemas text[]. PostgreSQL 15 and later. Order: table, position.
SELECT
    a.attrelid::bigint AS relation,
    a.attnum::integer AS number,
    a.attname::text AS name,
    a.atttypid::bigint AS type,
    NOT (a.attnotnull OR t.typtype = 'd' AND t.typnotnull) AS nullable,
    a.atthasdef OR a.attidentity <> '' OR a.attgenerated <> '' AS has_default,
    a.attidentity = 'a' OR a.attgenerated <> '' AS is_computed,
    c.relkind IN ('r', 'p', 'f')
        OR pg_catalog.pg_column_is_updatable(c.oid, a.attnum, false)
        -- A trigger or rule that stands in for the command takes whole rows; pg_column_is_updatable would also ask for DELETE.
        OR EXISTS (
            SELECT FROM pg_catalog.pg_trigger AS g
            WHERE g.tgrelid = c.oid AND NOT g.tgisinternal AND g.tgtype & 64 <> 0 AND g.tgtype & 20 <> 0
        )
        OR EXISTS (
            SELECT FROM pg_catalog.pg_rewrite AS w
            WHERE w.ev_class = c.oid AND w.is_instead AND w.ev_type IN ('2', '3') AND w.ev_qual::text = '<>'
        ) AS writable,
    COALESCE((
        -- A CHECK is taken for a list of values only if PostgreSQL's text of it is the one a list of these values has.
        SELECT v.items FROM pg_catalog.pg_constraint AS k,
        LATERAL (SELECT pg_catalog.pg_get_expr(k.conbin, k.conrelid) AS text) AS e,
        LATERAL (
            SELECT array_agg(replace(m[1], '''''', '''') ORDER BY o) AS items
            FROM regexp_matches(e.text, '''((?:[^'']|'''')*)''', 'g') WITH ORDINALITY AS r (m, o)
        ) AS v
        WHERE k.conrelid = a.attrelid AND k.contype = 'c' AND k.conkey = ARRAY[a.attnum] AND k.convalidated
          AND e.text IN (
            SELECT format('(%%I = ANY (ARRAY[%%s]))', a.attname, string_agg(quote_literal(i) || '::text', ', ' ORDER BY o))
            FROM unnest(v.items) WITH ORDINALITY AS l (i, o)
            UNION ALL
            SELECT format(
                '((%%I)::text = ANY ((ARRAY[%%s])::text[]))',
                a.attname, string_agg(quote_literal(i) || '::character varying', ', ' ORDER BY o)
            )
            FROM unnest(v.items) WITH ORDINALITY AS l (i, o)
          )
        ORDER BY k.conname LIMIT 1
    ), '{}')::text[] AS choices
FROM pg_catalog.pg_attribute AS a
JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND n.nspname = ANY(%(schemas)s) AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attrelid, a.attnum
