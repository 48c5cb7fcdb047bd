-- Text search dictionaries by oid, with their template and their options as PostgreSQL keeps them.
-- Parameters: oids bigint[]. PostgreSQL 15 and later. Order: none.
SELECT
    d.oid::bigint AS oid,
    tn.nspname::text AS template_schema,
    t.tmplname::text AS template,
    COALESCE(d.dictinitoption, '') AS options
FROM pg_catalog.pg_ts_dict AS d
JOIN pg_catalog.pg_ts_template AS t ON t.oid = d.dicttemplate
JOIN pg_catalog.pg_namespace AS tn ON tn.oid = t.tmplnamespace
WHERE d.oid = ANY(%(oids)s)
