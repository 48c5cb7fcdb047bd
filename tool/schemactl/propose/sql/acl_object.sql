-- An object by the namespace and the tag pg_dump gives its grants, for objects that have no entry of their own: the namespace
-- public, languages and members of extensions.
-- Parameters: schema text, tag text, for example SCHEMA public or TABLE spatial_ref_sys. PostgreSQL 15 and later.
SELECT 'pg_catalog.pg_namespace'::regclass::oid::bigint AS catalog, n.oid::bigint AS oid
FROM pg_catalog.pg_namespace AS n
WHERE 'SCHEMA ' || pg_catalog.quote_ident(n.nspname) = %(tag)s
UNION ALL
SELECT 'pg_catalog.pg_language'::regclass::oid::bigint, l.oid::bigint
FROM pg_catalog.pg_language AS l
WHERE 'LANGUAGE ' || pg_catalog.quote_ident(l.lanname) = %(tag)s
UNION ALL
SELECT 'pg_catalog.pg_class'::regclass::oid::bigint, c.oid::bigint
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace AND n.nspname = %(schema)s
WHERE %(tag)s IN ('TABLE ' || pg_catalog.quote_ident(c.relname), 'SEQUENCE ' || pg_catalog.quote_ident(c.relname))
UNION ALL
SELECT 'pg_catalog.pg_proc'::regclass::oid::bigint, p.oid::bigint
FROM pg_catalog.pg_proc AS p
JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace AND n.nspname = %(schema)s
WHERE CASE p.prokind WHEN 'p' THEN 'PROCEDURE ' ELSE 'FUNCTION ' END || pg_catalog.quote_ident(p.proname)
    || '(' || pg_catalog.pg_get_function_identity_arguments(p.oid) || ')' = %(tag)s
UNION ALL
SELECT 'pg_catalog.pg_type'::regclass::oid::bigint, t.oid::bigint
FROM pg_catalog.pg_type AS t
JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace AND n.nspname = %(schema)s
WHERE %(tag)s IN ('TYPE ' || pg_catalog.quote_ident(t.typname), 'DOMAIN ' || pg_catalog.quote_ident(t.typname))
