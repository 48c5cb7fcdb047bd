-- Columns of relations by oid, with every attribute pg_dump writes for them.
-- Parameters: oids bigint[]. PostgreSQL 15 and later. Order: relation, position.
SELECT
    a.attrelid::bigint AS relation,
    a.attname::text AS name,
    a.attnum::int AS position,
    pg_catalog.format_type(a.atttypid, a.atttypmod) AS type,
    COALESCE((
        SELECT pg_catalog.quote_ident(cn.nspname) || '.' || pg_catalog.quote_ident(co.collname)
        FROM pg_catalog.pg_collation AS co
        JOIN pg_catalog.pg_namespace AS cn ON cn.oid = co.collnamespace
        WHERE co.oid = a.attcollation AND a.attcollation <> t.typcollation
    ), '') AS collation,
    CASE WHEN a.attnotnull THEN 'NOT NULL' ELSE '' END AS not_null,
    COALESCE(pg_catalog.pg_get_expr(d.adbin, d.adrelid), '') AS expression,
    a.attidentity::text AS identity,
    a.attgenerated::text AS generated,
    CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage::text ELSE '' END AS storage,
    t.typstorage::text AS type_storage,
    a.attcompression::text AS compression,
    COALESCE(a.attstattarget, -1)::int AS statistics,
    COALESCE(ARRAY(SELECT o FROM unnest(a.attoptions) AS o ORDER BY o), '{}')::text[] AS options,
    COALESCE(ARRAY(SELECT o FROM unnest(a.attfdwoptions) AS o ORDER BY o), '{}')::text[] AS foreign_options,
    a.attislocal AS local,
    a.attinhcount > 0 AS inherited,
    t.typtype = 'e' AS enum,
    CASE WHEN t.typtype = 'd' THEN (
        WITH RECURSIVE base (typtype, typbasetype) AS (
            SELECT t.typtype, t.typbasetype
            UNION ALL
            SELECT b.typtype, b.typbasetype FROM base JOIN pg_catalog.pg_type AS b ON b.oid = base.typbasetype
        )
        SELECT pg_catalog.bool_or(base.typtype = 'c') FROM base
    ) ELSE t.typtype = 'c' END AS composite,
    EXISTS (
        SELECT FROM pg_catalog.pg_inherits AS h
        JOIN pg_catalog.pg_attribute AS p ON p.attrelid = h.inhparent AND p.attname = a.attname AND p.attnum > 0
        WHERE h.inhrelid = a.attrelid AND a.attinhcount > 0 AND p.attnotnull
    ) AS parent_not_null
FROM pg_catalog.pg_attribute AS a
JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
LEFT JOIN pg_catalog.pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attrelid = ANY(%(oids)s) AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attrelid, a.attnum
