-- How far each database of the server is from transaction id wraparound. A server stops taking writes some 3 million before 2^31.
-- Parameters: none. PostgreSQL 15 and later. Order: age, oldest first.
SELECT
    d.datname::text AS name,
    pg_catalog.age(d.datfrozenxid)::bigint AS transaction_age,
    pg_catalog.mxid_age(d.datminmxid)::bigint AS multixact_age,
    pg_catalog.current_setting('autovacuum_freeze_max_age')::bigint AS freeze_max_age
FROM pg_catalog.pg_database AS d
ORDER BY transaction_age DESC, d.datname
