-- CREATE OR REPLACE FUNCTION or PROCEDURE for a routine.
-- Parameters: oid bigint. PostgreSQL 15 and later.
SELECT pg_catalog.pg_get_functiondef(%(oid)s::oid) AS definition
