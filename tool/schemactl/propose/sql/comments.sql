-- Comments on everything users made, with the words COMMENT ON needs.
-- A constraint's comment belongs to its table or domain, unless pg_dump writes the constraint as an entry of its own; the
-- comment on a key's index belongs to the key.
-- Parameters: none. PostgreSQL 15 and later. Order: none.
SELECT
    i.type AS object_type,
    i.identity AS identity,
    COALESCE((pg_catalog.pg_identify_object_as_address(d.classoid, d.objoid, d.objsubid)).object_names, '{}') AS names,
    COALESCE((pg_catalog.pg_identify_object_as_address(d.classoid, d.objoid, d.objsubid)).object_args, '{}') AS arguments,
    d.classoid::bigint AS catalog,
    d.objoid::bigint AS oid,
    COALESCE(i.schema, (pg_catalog.pg_identify_object_as_address(d.classoid, d.objoid, d.objsubid)).object_names[1], '') AS schema,
    CASE WHEN ki.oid IS NOT NULL THEN 'pg_catalog.pg_constraint'::regclass::oid
         WHEN k.conrelid > 0 THEN 'pg_catalog.pg_class'::regclass::oid
         WHEN k.contypid > 0 OR t.relkind = 'c' THEN 'pg_catalog.pg_type'::regclass::oid
         ELSE d.classoid END::bigint AS owner_catalog,
    CASE WHEN ki.oid IS NOT NULL THEN ki.oid WHEN k.conrelid > 0 THEN k.conrelid WHEN k.contypid > 0 THEN k.contypid WHEN t.relkind = 'c' THEN t.reltype ELSE d.objoid END::bigint AS owner_oid,
    d.description AS comment
FROM pg_catalog.pg_description AS d
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classoid, d.objoid, d.objsubid) AS i
LEFT JOIN pg_catalog.pg_constraint AS k ON d.classoid = 'pg_catalog.pg_constraint'::regclass AND k.oid = d.objoid
LEFT JOIN pg_catalog.pg_class AS t ON d.classoid = 'pg_catalog.pg_class'::regclass AND t.oid = d.objoid
LEFT JOIN pg_catalog.pg_constraint AS ki
    ON d.classoid = 'pg_catalog.pg_class'::regclass AND ki.conindid = d.objoid AND ki.contype IN ('p', 'u', 'x')
WHERE (d.objoid >= 16384 OR i.type = 'schema')
  AND NOT EXISTS (
      SELECT FROM pg_catalog.pg_depend AS x
      WHERE x.classid = d.classoid AND x.objid = d.objoid AND x.deptype = 'e'
  )
