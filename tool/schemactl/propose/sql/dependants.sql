-- Objects that directly depend on an object or on one of its columns, by the strength of the dependency ('n' normal: it blocks;
-- 'a' and 'i': it goes along). The constructors and casts of a range type are parts of it, and so are the functions of a base type. A view's rule stands for the view, and so does a view's column.
-- A member of an operator class that the class cannot do without stands for the class, the index of a constraint for that.
-- A foreign key a partition has from its parent goes with the parent's, and cannot go alone.
-- Parameters: catalog bigint, oid bigint, subid int (0 for the whole object). PostgreSQL 15 and later. Order: none.
SELECT DISTINCT
    x.classid::bigint AS catalog,
    x.objid::bigint AS oid,
    x.objsubid AS subid,
    x.deptype AS strength,
    CASE WHEN x.classid IN ('pg_catalog.pg_proc'::regclass, 'pg_catalog.pg_cast'::regclass) AND EXISTS (
        SELECT FROM pg_catalog.pg_depend AS made
        WHERE (made.classid = x.classid AND made.objid = x.objid AND made.deptype = 'i')
          OR (
              %(catalog)s = 'pg_catalog.pg_type'::regclass AND made.classid = %(catalog)s AND made.objid = %(oid)s
              AND made.refclassid = x.classid AND made.refobjid = x.objid
          )
    ) THEN 'part of a type' ELSE i.type END AS object_type,
    i.identity AS identity,
    COALESCE(i.schema, CASE WHEN i.type IN ('table constraint', 'trigger', 'policy', 'rule', 'default value') THEN (
        pg_catalog.pg_identify_object_as_address(x.classid, x.objid, x.objsubid)).object_names[1] END, '') AS schema,
    COALESCE(i.name, i.identity) AS name,
    (pg_catalog.pg_identify_object_as_address(x.classid, x.objid, x.objsubid)).object_names AS names,
    (pg_catalog.pg_identify_object_as_address(x.classid, x.objid, x.objsubid)).object_args AS arguments,
    COALESCE(g.attgenerated::text, '') AS generated,
    COALESCE(g.attrelid, 0)::bigint AS column_of,
    COALESCE(g.attinhcount > 0, false) AS inherited,
    COALESCE(ty.typtype::text, '') AS type_kind
FROM (
    SELECT
        CASE WHEN w.ev_class IS NULL THEN COALESCE(m.refclassid, d.classid) ELSE 'pg_catalog.pg_class'::regclass::oid END AS classid,
        COALESCE(w.ev_class, m.refobjid, d.objid) AS objid,
        CASE WHEN w.ev_class IS NULL AND COALESCE(c.relkind::text, '') NOT IN ('v', 'm', 'f') THEN d.objsubid ELSE 0 END AS objsubid,
        CASE
            WHEN w.ev_class IS NULL AND COALESCE(m.refclassid, 0) <> 'pg_catalog.pg_opclass'::regclass THEN d.deptype::text
            ELSE 'n'
        END AS deptype
    FROM pg_catalog.pg_depend AS d
    LEFT JOIN pg_catalog.pg_rewrite AS w
        ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND w.oid = d.objid AND w.rulename = '_RETURN'
    LEFT JOIN pg_catalog.pg_depend AS m
        ON m.classid = d.classid AND m.objid = d.objid AND m.objsubid = 0 AND m.deptype = 'i' AND (
            (
                d.classid IN ('pg_catalog.pg_amop'::regclass, 'pg_catalog.pg_amproc'::regclass)
                AND m.refclassid = 'pg_catalog.pg_opclass'::regclass
            )
            OR (
                d.classid = 'pg_catalog.pg_class'::regclass AND d.refclassid <> 'pg_catalog.pg_constraint'::regclass
                AND m.refclassid = 'pg_catalog.pg_constraint'::regclass
            )
        )
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
WHERE COALESCE(k.contype::text, '') <> 'n' AND NOT COALESCE(k.contype = 'f' AND k.conparentid <> 0, false) AND NOT COALESCE(tr.tgisinternal, false) AND NOT (x.classid = %(catalog)s AND x.objid = %(oid)s)
