-- All schemas of the database, PostgreSQL's own included.
-- Parameters: schemas text[], not used here. PostgreSQL 15 and later. Order: schema.
SELECT nspname::text AS schema FROM pg_catalog.pg_namespace ORDER BY nspname
