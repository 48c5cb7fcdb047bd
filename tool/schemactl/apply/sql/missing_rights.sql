-- Those of the needed rights that the current role lacks. What does not exist yet is not found and so not returned.
-- Where a relation's schema is empty, its name is qualified and quoted. The right to create in a schema is not needed when the
-- relation of that name stands there already.
-- Parameters: rights text[], schemas text[], names text[], all in the same order. PostgreSQL 13 and later.
-- Order: by object and right.
WITH needed AS MATERIALIZED (
    SELECT
        w.needed_right,
        CASE WHEN w.needed_right IN ('own relation', 'trigger', 'references') AND w.schema = ''
            THEN (pg_catalog.parse_ident(w.name))[1] ELSE w.schema END AS schema,
        CASE WHEN w.needed_right IN ('own relation', 'trigger', 'references') AND w.schema = ''
            THEN (pg_catalog.parse_ident(w.name))[2] ELSE w.name END AS name
    FROM unnest(%(rights)s::text[], %(schemas)s::text[], %(names)s::text[]) AS w (needed_right, schema, name)
),
missing AS (
    SELECT w.needed_right, pg_catalog.format('%%I.%%I', w.schema, w.name) AS object, c.relowner AS owner
    FROM needed AS w
    JOIN pg_catalog.pg_namespace AS n ON n.nspname = w.schema
    JOIN pg_catalog.pg_class AS c ON c.relnamespace = n.oid AND c.relname = w.name
    WHERE CASE w.needed_right
        WHEN 'own relation' THEN NOT pg_catalog.pg_has_role(c.relowner, 'USAGE')
        WHEN 'trigger' THEN NOT pg_catalog.has_table_privilege(c.oid, 'TRIGGER')
        WHEN 'references' THEN NOT pg_catalog.has_any_column_privilege(c.oid, 'REFERENCES')
        ELSE false
    END
    UNION ALL
    SELECT w.needed_right, pg_catalog.format('%%I.%%s', w.schema, w.name), p.proowner
    FROM needed AS w
    JOIN pg_catalog.pg_namespace AS n ON n.nspname = w.schema
    JOIN pg_catalog.pg_proc AS p ON p.pronamespace = n.oid
        AND p.proname || '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')' = w.name
    WHERE w.needed_right = 'own routine' AND NOT pg_catalog.pg_has_role(p.proowner, 'USAGE')
    UNION ALL
    SELECT w.needed_right, pg_catalog.format('%%I.%%I', w.schema, w.name), t.typowner
    FROM needed AS w
    JOIN pg_catalog.pg_namespace AS n ON n.nspname = w.schema
    JOIN pg_catalog.pg_type AS t ON t.typnamespace = n.oid AND t.typname = w.name
    WHERE w.needed_right = 'own type' AND NOT pg_catalog.pg_has_role(t.typowner, 'USAGE')
    UNION ALL
    SELECT w.needed_right, pg_catalog.format('%%I', n.nspname), n.nspowner
    FROM needed AS w
    JOIN pg_catalog.pg_namespace AS n ON n.nspname = w.schema
    WHERE w.needed_right = 'own schema' AND NOT pg_catalog.pg_has_role(n.nspowner, 'USAGE')
        OR w.needed_right = 'create in schema' AND NOT pg_catalog.has_schema_privilege(n.oid, 'CREATE')
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_class AS c WHERE c.relnamespace = n.oid AND c.relname = w.name)
        OR w.needed_right = 'use schema' AND NOT pg_catalog.has_schema_privilege(n.oid, 'USAGE')
    UNION ALL
    SELECT w.needed_right, pg_catalog.format('%%I', d.datname), d.datdba
    FROM needed AS w
    JOIN pg_catalog.pg_database AS d ON d.datname = pg_catalog.current_database()
    WHERE w.needed_right = 'create in database' AND NOT pg_catalog.has_database_privilege(d.oid, 'CREATE')
    UNION ALL
    SELECT w.needed_right, pg_catalog.format('%%I', r.rolname), r.oid
    FROM needed AS w
    JOIN pg_catalog.pg_roles AS r ON r.rolname = w.name
    WHERE w.needed_right = 'act as role' AND NOT pg_catalog.pg_has_role(r.oid, 'USAGE')
)
SELECT DISTINCT m.needed_right AS needed_right, m.object AS object, pg_catalog.pg_get_userbyid(m.owner)::text AS owner
FROM missing AS m
ORDER BY object, needed_right
