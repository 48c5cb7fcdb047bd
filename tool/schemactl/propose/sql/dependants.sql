-- Objects that directly depend on an object or on one of its columns, by the strength of the dependency ('n' normal: it blocks;
-- 'a' and 'i': it goes along). A view's rule stands for the view, and so does a view's column.
-- Parameters: catalog bigint, oid bigint, subid int (0 for the whole object). PostgreSQL 15 and later. Order: none.
SELECT DISTINCT
    x.classid::bigint AS catalog,
    x.objid::bigint AS oid,
    x.objsubid AS subid,
    x.deptype AS strength,
    i.type AS object_type,
    i.identity AS identity,
    COALESCE(i.schema, CASE WHEN i.type IN ('table constraint', 'trigger', 'policy', 'rule', 'default value') THEN (
        pg_catalog.pg_identify_object_as_address(x.classid, x.objid, x.objsubid)).object_names[1] END, '') AS schema,
    COALESCE(i.name, i.identity) AS name,
    (pg_catalog.pg_identify_object_as_address(x.classid, x.objid, x.objsubid)).object_names AS names,
    (pg_catalog.pg_identify_object_as_address(x.classid, x.objid, x.objsubid)).object_args AS arguments,
    COALESCE(g.attgenerated::text, '') AS generated,
    COALESCE(ty.typtype::text, '') AS type_kind
FROM (
    SELECT
        CASE WHEN w.ev_class IS NULL THEN d.classid ELSE 'pg_catalog.pg_class'::regclass::oid END AS classid,
        COALESCE(w.ev_class, d.objid) AS objid,
        CASE WHEN w.ev_class IS NULL AND COALESCE(c.relkind::text, '') NOT IN ('v', 'm', 'f') THEN d.objsubid ELSE 0 END AS objsubid,
        CASE WHEN w.ev_class IS NULL THEN d.deptype::text ELSE 'n' END AS deptype
    FROM pg_catalog.pg_depend AS d
    LEFT JOIN pg_catalog.pg_rewrite AS w
        ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND w.oid = d.objid AND w.rulename = '_RETURN'
    LEFT JOIN pg_catalog.pg_class AS c ON d.classid = 'pg_catalog.pg_class'::regclass AND c.oid = d.objid
    WHERE d.refclassid = %(catalog)s AND d.refobjid = %(oid)s
      AND (%(subid)s = 0 OR d.refobjsubid = %(subid)s)
      AND d.deptype IN ('n', 'a', 'i')
      AND COALESCE(c.relkind::text, '') <> 't'
) AS x
CROSS JOIN LATERAL pg_catalog.pg_identify_object(x.classid, x.objid, x.objsubid) AS i
LEFT JOIN pg_catalog.pg_attrdef AS f ON x.classid = 'pg_catalog.pg_attrdef'::regclass AND f.oid = x.objid
LEFT JOIN pg_catalog.pg_attribute AS g ON g.attrelid = f.adrelid AND g.attnum = f.adnum
LEFT JOIN pg_catalog.pg_constraint AS k ON x.classid = 'pg_catalog.pg_constraint'::regclass AND k.oid = x.objid
LEFT JOIN pg_catalog.pg_type AS ty ON x.classid = 'pg_catalog.pg_type'::regclass AND ty.oid = x.objid
LEFT JOIN pg_catalog.pg_trigger AS tr ON x.classid = 'pg_catalog.pg_trigger'::regclass AND tr.oid = x.objid
WHERE COALESCE(k.contype::text, '') <> 'n' AND NOT COALESCE(tr.tgisinternal, false) AND NOT (x.classid = %(catalog)s AND x.objid = %(oid)s)
