-- Foreign-data wrappers by oid; handler and validator as qualified names, empty where there is none.
-- Parameters: oids bigint[]. PostgreSQL 15 and later. Order: none.
SELECT
    w.oid::bigint AS oid,
    COALESCE((
        SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(f.proname)
        FROM pg_catalog.pg_proc AS f JOIN pg_catalog.pg_namespace AS n ON n.oid = f.pronamespace
        WHERE f.oid = w.fdwhandler
    ), '') AS handler,
    COALESCE((
        SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(f.proname)
        FROM pg_catalog.pg_proc AS f JOIN pg_catalog.pg_namespace AS n ON n.oid = f.pronamespace
        WHERE f.oid = w.fdwvalidator
    ), '') AS validator,
    COALESCE(w.fdwoptions, '{}')::text[] AS options
FROM pg_catalog.pg_foreign_data_wrapper AS w
WHERE w.oid = ANY(%(oids)s)
