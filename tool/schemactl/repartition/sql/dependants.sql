-- What else depends on a table, directly or over views: relations that have to be made anew to follow it, policies of
-- other tables, memberships in publications; "other" is what cannot follow. Parts of these relations are left out.
WITH RECURSIVE followed (oid) AS (
    SELECT %(oid)s::oid
    UNION
    SELECT w.ev_class
    FROM followed AS f
    JOIN pg_catalog.pg_depend AS d ON d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = f.oid
    JOIN pg_catalog.pg_rewrite AS w ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND w.oid = d.objid
),
dependants (catalog, oid, holder) AS (
    SELECT DISTINCT d.classid, d.objid, f.oid
    FROM followed AS f
    JOIN pg_catalog.pg_class AS c ON c.oid = f.oid
    LEFT JOIN pg_catalog.pg_type AS t ON t.oid = c.reltype
    JOIN pg_catalog.pg_depend AS d
        ON (d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = f.oid)
        OR (d.refclassid = 'pg_catalog.pg_type'::regclass AND d.refobjid IN (t.oid, t.typarray))
    WHERE d.deptype NOT IN ('i', 'P', 'S')
),
named (kind, catalog, oid) AS (
    SELECT
        CASE d.catalog
            WHEN 'pg_catalog.pg_rewrite'::regclass THEN
                (SELECT CASE w.ev_class WHEN d.holder THEN 'part' ELSE 'relation' END
                FROM pg_catalog.pg_rewrite AS w WHERE w.oid = d.oid)
            WHEN 'pg_catalog.pg_policy'::regclass THEN
                (SELECT CASE p.polrelid WHEN d.holder THEN 'part' ELSE 'policy' END
                FROM pg_catalog.pg_policy AS p WHERE p.oid = d.oid)
            WHEN 'pg_catalog.pg_publication_rel'::regclass THEN 'publication'
            WHEN 'pg_catalog.pg_constraint'::regclass THEN
                (SELECT CASE WHEN k.conrelid = d.holder OR k.confrelid = d.holder THEN 'part' ELSE 'other' END
                FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.oid)
            WHEN 'pg_catalog.pg_trigger'::regclass THEN
                (SELECT CASE WHEN t.tgrelid = d.holder OR t.tgisinternal THEN 'part' ELSE 'other' END
                FROM pg_catalog.pg_trigger AS t WHERE t.oid = d.oid)
            WHEN 'pg_catalog.pg_attrdef'::regclass THEN
                (SELECT CASE a.adrelid WHEN d.holder THEN 'part' ELSE 'other' END
                FROM pg_catalog.pg_attrdef AS a WHERE a.oid = d.oid)
            WHEN 'pg_catalog.pg_statistic_ext'::regclass THEN 'part'
            WHEN 'pg_catalog.pg_class'::regclass THEN
                (SELECT CASE WHEN c.relkind IN ('i', 'I', 'S', 't') THEN 'part' ELSE 'other' END
                FROM pg_catalog.pg_class AS c WHERE c.oid = d.oid)
            ELSE 'other'
        END,
        CASE d.catalog
            WHEN 'pg_catalog.pg_rewrite'::regclass THEN 'pg_catalog.pg_class'::regclass::oid
            ELSE d.catalog
        END,
        CASE d.catalog
            WHEN 'pg_catalog.pg_rewrite'::regclass THEN
                (SELECT w.ev_class FROM pg_catalog.pg_rewrite AS w WHERE w.oid = d.oid)
            ELSE d.oid
        END
    FROM dependants AS d
)
SELECT DISTINCT
    kind,
    catalog::integer AS catalog,
    oid::integer AS oid,
    pg_catalog.pg_describe_object(catalog, oid, 0) AS description
FROM named
WHERE kind <> 'part'
ORDER BY kind, catalog, oid;
