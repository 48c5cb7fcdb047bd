-- What speaks against a copy of a column taking its place: a word for it, and the name of what it is about.
-- Parameters: oid bigint (of the table), column text, trigger text (the one that would keep the copy). PostgreSQL 15 and later. Order: as listed.
WITH one AS (
    SELECT c.oid, c.relkind, c.relispartition, c.reloftype, c.relnamespace, c.relname, a.attnum, a.attacl, a.attname,
        a.attoptions, a.attstorage <> t.typstorage OR a.attcompression <> '' OR COALESCE(a.attstattarget, -1) <> -1 AS settings
    FROM pg_catalog.pg_class AS c
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attname = %(column)s
    JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
    WHERE c.oid = %(oid)s
),
covering AS (
    SELECT x.*
    FROM one
    JOIN pg_catalog.pg_index AS x ON x.indrelid = one.oid
    WHERE one.attnum = ANY (x.indkey) OR EXISTS (
        SELECT FROM pg_catalog.pg_depend AS d
        WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = x.indexrelid
          AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjid = one.oid
          AND d.refobjsubid = one.attnum
    )
)
SELECT 'partitions' AS obstacle, relname::text AS name FROM one
WHERE relkind <> 'r' OR relispartition OR reloftype <> 0
   OR EXISTS (SELECT FROM pg_catalog.pg_inherits AS i WHERE one.oid IN (i.inhrelid, i.inhparent))
UNION ALL
SELECT 'publication', p.pubname::text FROM one CROSS JOIN pg_catalog.pg_publication AS p
WHERE p.puballtables
   OR EXISTS (SELECT FROM pg_catalog.pg_publication_rel AS r WHERE r.prpubid = p.oid AND r.prrelid = one.oid)
   OR EXISTS (SELECT FROM pg_catalog.pg_publication_namespace AS n WHERE n.pnpubid = p.oid AND n.pnnspid = one.relnamespace)
UNION ALL
SELECT 'statistics', s.stxname::text FROM one JOIN pg_catalog.pg_statistic_ext AS s ON s.stxrelid = one.oid
WHERE EXISTS (
    SELECT FROM pg_catalog.pg_depend AS d
    WHERE d.classid = 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass AND d.objid = s.oid
      AND d.refobjid = one.oid AND d.refobjsubid = one.attnum
)
UNION ALL
SELECT 'settings', attname::text FROM one WHERE attacl IS NOT NULL OR attoptions IS NOT NULL OR settings
UNION ALL
SELECT 'index', c.relname::text FROM covering AS x JOIN pg_catalog.pg_class AS c ON c.oid = x.indexrelid
WHERE x.indisclustered OR x.indisreplident OR x.indisexclusion OR NOT x.indisvalid OR c.reltablespace <> 0
UNION ALL
SELECT 'foreign key', k.conname::text FROM one
JOIN pg_catalog.pg_constraint AS k ON k.contype = 'f' AND (k.conrelid = one.oid OR k.confrelid = one.oid)
JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
WHERE (c.relkind = 'p' OR k.conparentid <> 0) AND (
    (k.conrelid = one.oid AND one.attnum = ANY (k.conkey)) OR (k.confrelid = one.oid AND one.attnum = ANY (k.confkey))
)
UNION ALL
-- 2 is BEFORE, 1 is ROW (src/include/catalog/pg_trigger.h); triggers fire in the order of their names.
SELECT 'later trigger', g.tgname::text FROM one JOIN pg_catalog.pg_trigger AS g ON g.tgrelid = one.oid
WHERE NOT g.tgisinternal AND g.tgtype & 3 = 3 AND g.tgname COLLATE "C" > %(trigger)s::text COLLATE "C"
