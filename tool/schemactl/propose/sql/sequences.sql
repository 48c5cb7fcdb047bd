-- Sequences by oid, with the identity column or serial column they belong to; one that belongs to no column, with the column it
-- numbers when that is only one. Whether it belongs to its column is `owned`.
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
    COALESCE(a.attname::text, '') AS column_name,
    d.objid IS NOT NULL AS owned
FROM pg_catalog.pg_sequence AS s
JOIN pg_catalog.pg_class AS c ON c.oid = s.seqrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_depend AS d
    ON d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = s.seqrelid AND d.objsubid = 0
    AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype IN ('a', 'i')
LEFT JOIN LATERAL (
    -- The columns whose defaults call nextval on it.
    SELECT pg_catalog.min(f.adrelid::bigint)::oid AS relation, pg_catalog.min(f.adnum) AS number
    FROM pg_catalog.pg_depend AS u
    JOIN pg_catalog.pg_attrdef AS f ON f.oid = u.objid
    WHERE u.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass
      AND u.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND u.refobjid = s.seqrelid
    HAVING pg_catalog.count(*) = 1
) AS used ON d.objid IS NULL
LEFT JOIN pg_catalog.pg_class AS t ON t.oid = COALESCE(d.refobjid, used.relation)
LEFT JOIN pg_catalog.pg_namespace AS tn ON tn.oid = t.relnamespace
LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = t.oid AND a.attnum = COALESCE(d.refobjsubid, used.number)
WHERE s.seqrelid = ANY(%(oids)s)
