-- When the file of each materialized view was last written: not before its last REFRESH that changed anything.
-- Parameters: schemas text[]. PostgreSQL 15 and later; needs EXECUTE on pg_stat_file. Order: none.
SELECT c.oid::bigint AS oid, (pg_catalog.pg_stat_file(pg_catalog.pg_relation_filepath(c.oid), true)).modification AS written_at
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind = 'm' AND n.nspname = ANY(%(schemas)s)
