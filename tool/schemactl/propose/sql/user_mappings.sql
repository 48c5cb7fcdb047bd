-- User mappings with the tag pg_dump gives them; role is empty for the one of PUBLIC.
-- Parameters: none. PostgreSQL 15 and later. Order: none.
SELECT
    'USER MAPPING ' || m.usename || ' SERVER ' || m.srvname AS tag,
    CASE WHEN m.umuser = 0 THEN '' ELSE m.usename::text END AS role,
    m.srvname::text AS server,
    COALESCE(m.umoptions, '{}')::text[] AS options
FROM pg_catalog.pg_user_mappings AS m
