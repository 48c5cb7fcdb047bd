-- pg_cron as the login sees it: version of the extension in this database, the one database it may be added to, and which rows of
-- cron.job row security shows: none, own, all. Always one row. PostgreSQL 13 and later.
SELECT
    coalesce((SELECT extversion FROM pg_catalog.pg_extension WHERE extname = 'pg_cron'), '') AS version,
    -- Others may not ask. Looking into pg_settings instead would not be refused, and take ten times as long.
    coalesce(
        CASE WHEN pg_catalog.pg_has_role('pg_read_all_settings', 'USAGE')
            THEN pg_catalog.current_setting('cron.database_name', true) END, ''
    ) AS database,
    coalesce((
        SELECT CASE
            WHEN NOT pg_catalog.has_schema_privilege(n.oid, 'USAGE')
                OR NOT pg_catalog.has_table_privilege(c.oid, 'SELECT') THEN 'none'
            WHEN me.rolsuper OR me.rolbypassrls OR pg_catalog.pg_has_role(c.relowner, 'USAGE') THEN 'all'
            ELSE 'own'
        END
        FROM pg_catalog.pg_class AS c
        JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_roles AS me ON me.rolname = current_user
        WHERE n.nspname = 'cron' AND c.relname = 'job'
    ), 'none') AS sight
