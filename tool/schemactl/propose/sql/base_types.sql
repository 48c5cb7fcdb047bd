-- Base types by oid, with what ALTER TYPE ... SET can change, under its words there; functions are NONE where there are none.
-- `fixed` is what cannot be changed, `input` the oid of the input function.
-- Parameters: oids bigint[]. PostgreSQL 15 and later. Order: none.
SELECT
    t.oid::bigint AS oid,
    t.typinput::oid::bigint AS input,
    pg_catalog.json_build_array(
        t.typinput::pg_catalog.regproc::text, t.typoutput::pg_catalog.regproc::text, t.typlen, t.typbyval, t.typalign,
        t.typcategory, t.typispreferred, t.typdelim, t.typdefault, pg_catalog.format_type(t.typelem, NULL), t.typcollation <> 0
    )::text AS fixed,
    CASE WHEN t.typreceive = 0 THEN 'NONE' ELSE t.typreceive::pg_catalog.regproc::text END AS "RECEIVE",
    CASE WHEN t.typsend = 0 THEN 'NONE' ELSE t.typsend::pg_catalog.regproc::text END AS "SEND",
    CASE WHEN t.typmodin = 0 THEN 'NONE' ELSE t.typmodin::pg_catalog.regproc::text END AS "TYPMOD_IN",
    CASE WHEN t.typmodout = 0 THEN 'NONE' ELSE t.typmodout::pg_catalog.regproc::text END AS "TYPMOD_OUT",
    CASE WHEN t.typanalyze = 0 THEN 'NONE' ELSE t.typanalyze::pg_catalog.regproc::text END AS "ANALYZE",
    CASE WHEN t.typsubscript = 0 THEN 'NONE' ELSE t.typsubscript::pg_catalog.regproc::text END AS "SUBSCRIPT",
    CASE t.typstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' ELSE 'extended' END AS "STORAGE"
FROM pg_catalog.pg_type AS t
WHERE t.typtype = 'b' AND t.oid = ANY(%(oids)s)
