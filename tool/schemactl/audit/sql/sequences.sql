-- Sequences with the column they fill, and the last number either can take.
-- Parameters: schemas text[]. PostgreSQL 15 and later. Order: schema, sequence.
SELECT
    n.nspname::text AS schema,
    c.relname::text AS name,
    CASE
        WHEN pg_catalog.has_sequence_privilege(c.oid, 'SELECT, USAGE') THEN pg_catalog.pg_sequence_last_value(c.oid)
    END AS last_value,
    pg_catalog.has_sequence_privilege(c.oid, 'SELECT, USAGE') AS readable,
    s.seqincrement AS step,
    s.seqcycle AS cycles,
    s.seqstart AS start,
    LEAST(s.seqmax, CASE a.atttypid WHEN 'int2'::regtype THEN 32767 WHEN 'int4'::regtype THEN 2147483647 ELSE s.seqmax END) AS last_number,
    tn.nspname::text AS table_schema,
    t.relname::text AS table_name,
    a.attname::text AS column_name
FROM pg_catalog.pg_sequence AS s
JOIN pg_catalog.pg_class AS c ON c.oid = s.seqrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_depend AS d
    ON d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.refclassid = 'pg_catalog.pg_class'::regclass
    AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0
LEFT JOIN pg_catalog.pg_class AS t ON t.oid = d.refobjid
LEFT JOIN pg_catalog.pg_namespace AS tn ON tn.oid = t.relnamespace
LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
WHERE n.nspname = ANY(%(schemas)s)
ORDER BY n.nspname, c.relname
