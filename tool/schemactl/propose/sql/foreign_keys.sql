-- Foreign keys by oid: what they say, apart from how they are enforced, and their columns in pairs.
-- (`conenforced` exists since PostgreSQL 18.)
-- Parameters: oids bigint[]. PostgreSQL 15 and later. Order: none.
SELECT
    k.oid::bigint AS oid,
    k.conname::text AS name,
    n.nspname::text AS schema,
    c.relname::text AS relation,
    c.relkind = 'p' AS partitioned,
    rn.nspname::text AS parent_schema,
    r.relname::text AS parent,
    k.confmatchtype = 'f' AS match_full,
    pg_catalog.pg_get_constraintdef(k.oid) AS definition,
    k.convalidated AS validated,
    k.condeferrable AS deferrable,
    k.condeferred AS deferred,
    COALESCE((pg_catalog.to_jsonb(k) ->> 'conenforced')::boolean, true) AS enforced,
    columns.own,
    columns.referenced,
    pg_catalog.json_build_array(
        columns.own,
        rn.nspname, r.relname,
        columns.referenced,
        k.confupdtype, k.confdeltype, k.confmatchtype,
        (SELECT pg_catalog.json_agg(a.attname ORDER BY a.attname)
         FROM unnest(k.confdelsetcols) AS u (number)
         JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = u.number)
    )::text AS meaning
FROM pg_catalog.pg_constraint AS k
JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_class AS r ON r.oid = k.confrelid
JOIN pg_catalog.pg_namespace AS rn ON rn.oid = r.relnamespace
CROSS JOIN LATERAL (
    SELECT
        pg_catalog.array_agg(a.attname::text ORDER BY u.position) AS own,
        pg_catalog.array_agg(b.attname::text ORDER BY u.position) AS referenced
    FROM ROWS FROM (unnest(k.conkey), unnest(k.confkey)) WITH ORDINALITY AS u (own, referenced, position)
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = u.own
    JOIN pg_catalog.pg_attribute AS b ON b.attrelid = k.confrelid AND b.attnum = u.referenced
) AS columns
WHERE k.contype = 'f' AND k.oid = ANY(%(oids)s)
