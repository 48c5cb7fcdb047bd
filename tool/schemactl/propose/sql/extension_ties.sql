-- What goes with an extension when that is dropped, by oid (ALTER ... DEPENDS ON EXTENSION).
-- Parameters: oids bigint[]. PostgreSQL 15 and later. Order: by extension.
SELECT d.objid::bigint AS oid, d.classid::bigint AS catalog, e.extname::text AS extension
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_extension AS e ON e.oid = d.refobjid
WHERE d.objid = ANY(%(oids)s) AND d.deptype = 'x' AND d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass
ORDER BY e.extname
