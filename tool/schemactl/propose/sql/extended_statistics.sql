-- Extended statistics by oid; `body` is the definition after the name.
-- Parameters: oids bigint[]. PostgreSQL 15 and later. Order: none.
SELECT
    s.oid::bigint AS oid,
    n.nspname::text AS schema,
    s.stxname::text AS name,
    pg_catalog.substr(
        pg_catalog.pg_get_statisticsobjdef(s.oid),
        pg_catalog.length('CREATE STATISTICS .') + pg_catalog.length(pg_catalog.quote_ident(n.nspname))
        + pg_catalog.length(pg_catalog.quote_ident(s.stxname)) + 1
    ) AS body,
    COALESCE(s.stxstattarget, -1)::int AS target
FROM pg_catalog.pg_statistic_ext AS s
JOIN pg_catalog.pg_namespace AS n ON n.oid = s.stxnamespace
WHERE s.oid = ANY(%(oids)s)
