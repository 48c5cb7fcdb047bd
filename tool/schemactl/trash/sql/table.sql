-- What must be known of a table to take it out of everything: one row, or none when there is no such table.
-- Parameters: schema, name text. PostgreSQL 15 and later.
SELECT
    c.oid::integer AS oid,
    pg_catalog.obj_description(c.oid, 'pg_class') AS comment,
    pg_catalog.pg_get_userbyid(c.relowner)::text AS owner,
    ARRAY(
        SELECT DISTINCT COALESCE(r.rolname::text, '')
        FROM (
            SELECT x.grantee FROM pg_catalog.aclexplode(c.relacl) AS x
            UNION
            SELECT x.grantee
            FROM pg_catalog.pg_attribute AS a CROSS JOIN pg_catalog.aclexplode(a.attacl) AS x
            WHERE a.attrelid = c.oid
        ) AS g
        LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = g.grantee
        WHERE g.grantee <> c.relowner
        ORDER BY 1
    ) AS grantees,
    ARRAY(
        SELECT i.relname::text
        FROM pg_catalog.pg_index AS x JOIN pg_catalog.pg_class AS i ON i.oid = x.indexrelid
        WHERE x.indrelid = c.oid ORDER BY 1
    ) AS indexes,
    ARRAY(
        SELECT s.relname::text
        FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_class AS s ON s.oid = d.objid AND s.relkind = 'S'
        WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
            AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
            AND d.refobjid = c.oid AND d.deptype IN ('a', 'i') AND s.relnamespace = c.relnamespace
        ORDER BY 1
    ) AS sequences,
    ARRAY(
        SELECT a.attname::text
        FROM pg_catalog.pg_index AS x
        CROSS JOIN pg_catalog.unnest(x.indkey) WITH ORDINALITY AS k (number, position)
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = k.number
        WHERE x.indrelid = c.oid AND x.indisprimary AND k.position <= x.indnkeyatts
        ORDER BY k.position
    ) AS key,
    EXISTS (
        SELECT FROM pg_catalog.pg_inherits AS h JOIN pg_catalog.pg_class AS k ON k.oid = h.inhrelid
        WHERE h.inhparent = c.oid AND NOT k.relispartition
    ) AS has_heirs
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname = %(schema)s AND c.relname = %(name)s AND c.relkind IN ('r', 'p')
