-- The sequences that belong to columns of the source, and those of the same columns of the twin, if it has its own.
SELECT
    a.attname::text AS column_name,
    s.oid::regclass::text AS source_sequence,
    (
        SELECT o.oid::regclass::text
        FROM pg_catalog.pg_attribute AS b
        JOIN pg_catalog.pg_depend AS e ON e.refobjid = b.attrelid AND e.refobjsubid = b.attnum AND e.deptype IN ('a', 'i')
        JOIN pg_catalog.pg_class AS o ON o.oid = e.objid AND o.relkind = 'S' AND e.classid = 'pg_catalog.pg_class'::regclass
        WHERE b.attrelid = %(twin)s AND b.attname = a.attname
    ) AS twin_sequence
FROM pg_catalog.pg_attribute AS a
JOIN pg_catalog.pg_depend AS d ON d.refobjid = a.attrelid AND d.refobjsubid = a.attnum AND d.deptype IN ('a', 'i')
JOIN pg_catalog.pg_class AS s ON s.oid = d.objid AND s.relkind = 'S' AND d.classid = 'pg_catalog.pg_class'::regclass
WHERE a.attrelid = %(source)s AND d.refclassid = 'pg_catalog.pg_class'::regclass
ORDER BY a.attnum;
