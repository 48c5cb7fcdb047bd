-- Security labels, with the words SECURITY LABEL ... ON needs for what they are on.
-- Parameters: none. PostgreSQL 15 and later. Order: none.
SELECT
    l.classoid::bigint AS catalog,
    l.objoid::bigint AS oid,
    l.provider,
    pg_catalog.upper(l.objtype) AS object_type,
    l.objname AS name
FROM pg_catalog.pg_seclabels AS l
