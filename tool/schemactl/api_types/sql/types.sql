-- Every type of the database: a column may have one of any schema.
-- Parameters: none. PostgreSQL 15 and later. Order: oid.
SELECT
    t.oid::bigint AS oid,
    n.nspname::text AS schema,
    t.typname::text AS name,
    CASE
        WHEN t.typcategory = 'A' AND t.typelem <> 0 THEN 'array'
        WHEN t.typtype = 'e' THEN 'enum'
        WHEN t.typtype = 'd' THEN 'domain'
        WHEN t.typtype IN ('r', 'm') THEN 'range'
        WHEN c.relkind = 'c' THEN 'composite'
        WHEN t.typtype = 'c' THEN 'row'
        WHEN t.typtype = 'p' THEN 'pseudo'
        ELSE 'base'
    END AS kind,
    (CASE WHEN t.typcategory = 'A' THEN t.typelem WHEN t.typtype = 'd' THEN t.typbasetype ELSE 0 END)::bigint AS inner,
    t.typrelid::bigint AS relation,
    EXISTS (
        SELECT FROM pg_catalog.pg_depend AS d
        WHERE d.deptype = 'e' AND (
            d.classid = 'pg_catalog.pg_type'::regclass AND d.objid = t.oid
            OR d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = t.typrelid
        )
    ) AS of_extension,
    ARRAY(SELECT e.enumlabel::text FROM pg_catalog.pg_enum AS e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder) AS labels,
    ARRAY(
        SELECT a.attname::text FROM pg_catalog.pg_attribute AS a
        WHERE c.relkind = 'c' AND a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
    ) AS attribute_names,
    ARRAY(
        SELECT a.atttypid::bigint FROM pg_catalog.pg_attribute AS a
        WHERE c.relkind = 'c' AND a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
    ) AS attribute_types
FROM pg_catalog.pg_type AS t
JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
LEFT JOIN pg_catalog.pg_class AS c ON c.oid = t.typrelid
ORDER BY t.oid
