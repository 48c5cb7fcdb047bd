-- Foreign keys by oid: what they say, apart from how they are enforced.
-- (`conenforced` exists since PostgreSQL 18.)
-- Parameters: oids bigint[]. PostgreSQL 15 and later. Order: none.
SELECT
    k.oid::bigint AS oid,
    k.conname::text AS name,
    n.nspname::text AS schema,
    c.relname::text AS relation,
    k.convalidated AS validated,
    k.condeferrable AS deferrable,
    k.condeferred AS deferred,
    COALESCE((pg_catalog.to_jsonb(k) ->> 'conenforced')::boolean, true) AS enforced,
    pg_catalog.json_build_array(
        (SELECT pg_catalog.json_agg(a.attname ORDER BY u.position)
         FROM unnest(k.conkey) WITH ORDINALITY AS u (number, position)
         JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = u.number),
        rn.nspname, r.relname,
        (SELECT pg_catalog.json_agg(a.attname ORDER BY u.position)
         FROM unnest(k.confkey) WITH ORDINALITY AS u (number, position)
         JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.confrelid AND a.attnum = u.number),
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
WHERE k.contype = 'f' AND k.oid = ANY(%(oids)s)
