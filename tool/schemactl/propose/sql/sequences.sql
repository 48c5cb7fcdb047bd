-- Sequences by oid, with the identity column or serial column they belong to.
-- Parameters: oids bigint[]. PostgreSQL 15 and later. Order: none.
SELECT
    s.seqrelid::bigint AS oid,
    n.nspname::text AS schema,
    c.relname::text AS name,
    c.relpersistence::text AS persistence,
    pg_catalog.format_type(s.seqtypid, NULL) AS data_type,
    s.seqstart AS start,
    s.seqincrement AS increment,
    s.seqmin AS minimum,
    s.seqmax AS maximum,
    s.seqcache AS cache,
    s.seqcycle AS cycle,
    COALESCE(a.attidentity::text, '') AS identity,
    COALESCE(tn.nspname::text, '') AS table_schema,
    COALESCE(t.relname::text, '') AS table_name,
    COALESCE(a.attname::text, '') AS column_name
FROM pg_catalog.pg_sequence AS s
JOIN pg_catalog.pg_class AS c ON c.oid = s.seqrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_depend AS d
    ON d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = s.seqrelid AND d.objsubid = 0
    AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype IN ('a', 'i')
LEFT JOIN pg_catalog.pg_class AS t ON t.oid = d.refobjid
LEFT JOIN pg_catalog.pg_namespace AS tn ON tn.oid = t.relnamespace
LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
WHERE s.seqrelid = ANY(%(oids)s)
