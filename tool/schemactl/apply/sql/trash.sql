-- What is in the schema of the trash, with the comment that says what it was. `trusted`: nobody but the database's owner, a
-- superuser or the current role can have written that comment, for whoever may not use the schema finds no table in it.
-- Parameters: none. PostgreSQL 15 and later. Order: by name.
SELECT
    c.relname::text AS name,
    pg_catalog.obj_description(c.oid, 'pg_class') AS comment,
    c.relpages AS pages,
    c.reltuples::bigint AS estimate,
    pg_catalog.pg_total_relation_size(c.oid) AS bytes,
    pg_catalog.has_table_privilege(c.oid, 'SELECT') AND c.relkind = 'r' AS readable,
    t.schema_owner AND (t.table_owner OR NOT pg_catalog.has_schema_privilege(c.relowner, n.oid, 'USAGE')) AS trusted,
    ARRAY(
        SELECT k.relname::text
        FROM pg_catalog.pg_inherits AS h
        JOIN pg_catalog.pg_class AS k ON k.oid = h.inhrelid AND k.relnamespace = n.oid
        WHERE h.inhparent = c.oid ORDER BY 1
    ) AS parts
FROM pg_catalog.pg_namespace AS n
JOIN pg_catalog.pg_class AS c ON c.relnamespace = n.oid AND c.relkind IN ('r', 'p')
CROSS JOIN LATERAL (
    SELECT
        pg_catalog.bool_or(r.oid = n.nspowner) AS schema_owner,
        pg_catalog.bool_or(r.oid = c.relowner) AS table_owner
    FROM pg_catalog.pg_roles AS r
    WHERE r.rolsuper OR r.rolname = CURRENT_USER
        OR r.oid = (SELECT d.datdba FROM pg_catalog.pg_database AS d WHERE d.datname = pg_catalog.current_database())
) AS t
WHERE n.nspname = 'schemactl_trash'
ORDER BY c.relname
