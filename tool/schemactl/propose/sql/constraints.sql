-- Constraints of tables by the tables' oids: what each says apart from its name. One that a parent brought along is left out: it is
-- renamed with the parent's. (`conenforced` and `conperiod` exist since PostgreSQL 18, and so do rows for NOT NULL.)
-- Parameters: oids bigint[]. PostgreSQL 15 and later. Order: relation, name.
SELECT
    k.conrelid::bigint AS relation,
    k.oid::bigint AS oid,
    k.conname::text AS name,
    k.contype::text AS kind,
    k.convalidated AS validated,
    CASE k.contype
        WHEN 'c' THEN pg_catalog.json_build_array(
            pg_catalog.pg_get_expr(k.conbin, k.conrelid), k.connoinherit, pg_catalog.to_jsonb(k) ->> 'conenforced')
        WHEN 'n' THEN pg_catalog.json_build_array(own.names, k.connoinherit)
        WHEN 'f' THEN pg_catalog.json_build_array(
            own.names, n.nspname, r.relname, referenced.names, k.confupdtype, k.confdeltype, k.confmatchtype, emptied.names,
            pg_catalog.to_jsonb(k) ->> 'conperiod')
        ELSE pg_catalog.json_build_array(pg_catalog.pg_get_constraintdef(k.oid), s.spcname)
    END::text AS meaning
FROM pg_catalog.pg_constraint AS k
LEFT JOIN pg_catalog.pg_class AS r ON r.oid = k.confrelid
LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid = r.relnamespace
LEFT JOIN pg_catalog.pg_class AS i ON i.oid = k.conindid
LEFT JOIN pg_catalog.pg_tablespace AS s ON s.oid = i.reltablespace
CROSS JOIN LATERAL (
    SELECT pg_catalog.json_agg(a.attname ORDER BY u.position) AS names
    FROM unnest(k.conkey) WITH ORDINALITY AS u (number, position)
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = u.number
) AS own
CROSS JOIN LATERAL (
    SELECT pg_catalog.json_agg(a.attname ORDER BY u.position) AS names
    FROM unnest(k.confkey) WITH ORDINALITY AS u (number, position)
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.confrelid AND a.attnum = u.number
) AS referenced
CROSS JOIN LATERAL (
    SELECT pg_catalog.json_agg(a.attname ORDER BY a.attname) AS names
    FROM unnest(k.confdelsetcols) AS u (number)
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = u.number
) AS emptied
WHERE k.conrelid = ANY(%(oids)s)
  AND k.contype IN ('c', 'f', 'n', 'p', 'u', 'x')
  AND NOT (k.contype IN ('c', 'n') AND k.coninhcount > 0)
  AND NOT (k.contype = 'f' AND k.conparentid <> 0)
ORDER BY k.conrelid, k.conname COLLATE "C"
