-- Enums, domains and composite types by oid. Labels in sort order; domain checks by name; attributes by position.
-- Parameters: oids bigint[]. PostgreSQL 15 and later. Order: none.
SELECT
    t.oid::bigint AS oid,
    n.nspname::text AS schema,
    t.typname::text AS name,
    t.typtype::text AS kind,
    COALESCE(ARRAY(
        SELECT e.enumlabel::text FROM pg_catalog.pg_enum AS e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder
    ), '{}')::text[] AS labels,
    CASE WHEN t.typtype = 'd' THEN pg_catalog.format_type(t.typbasetype, t.typtypmod) ELSE '' END AS base_type,
    COALESCE((
        SELECT pg_catalog.quote_ident(cn.nspname) || '.' || pg_catalog.quote_ident(co.collname)
        FROM pg_catalog.pg_collation AS co
        JOIN pg_catalog.pg_namespace AS cn ON cn.oid = co.collnamespace
        JOIN pg_catalog.pg_type AS b ON b.oid = t.typbasetype
        WHERE co.oid = t.typcollation AND t.typtype = 'd' AND t.typcollation <> b.typcollation
    ), '') AS collation,
    COALESCE(t.typdefault, '') AS default_expression,
    t.typnotnull AS not_null,
    COALESCE((
        SELECT k.conname::text FROM pg_catalog.pg_constraint AS k WHERE k.contypid = t.oid AND k.contype = 'n'
    ), '') AS not_null_name,
    COALESCE((
        SELECT json_agg(json_build_array(k.conname, pg_catalog.pg_get_constraintdef(k.oid), k.convalidated) ORDER BY k.conname)
        FROM pg_catalog.pg_constraint AS k
        WHERE k.contypid = t.oid AND k.contype = 'c'
    ), '[]') AS checks,
    COALESCE((
        SELECT json_agg(json_build_array(
            a.attname,
            pg_catalog.format_type(a.atttypid, a.atttypmod)
            || COALESCE((
                SELECT ' COLLATE ' || pg_catalog.quote_ident(cn.nspname) || '.' || pg_catalog.quote_ident(co.collname)
                FROM pg_catalog.pg_collation AS co
                JOIN pg_catalog.pg_namespace AS cn ON cn.oid = co.collnamespace
                JOIN pg_catalog.pg_type AS b ON b.oid = a.atttypid
                WHERE co.oid = a.attcollation AND a.attcollation <> b.typcollation
            ), '')
        ) ORDER BY a.attnum)
        FROM pg_catalog.pg_attribute AS a
        WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped AND t.typtype = 'c'
    ), '[]') AS attributes
FROM pg_catalog.pg_type AS t
JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
WHERE t.oid = ANY(%(oids)s)
