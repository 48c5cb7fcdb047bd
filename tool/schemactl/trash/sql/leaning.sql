-- The parts of a table that need something which the plan is about to drop: they must let go of it. Members of extensions,
-- arrays, multiranges and row types count as what they belong to.
-- Parameters: oid integer; classes, objects integer[]: what goes. PostgreSQL 15 and later.
-- An index on a column that becomes text goes as well: text may have no such index, and none like it is wanted.
-- Order: what uses a column before the column.
WITH named AS (
    SELECT u.classid, u.objid
    FROM ROWS FROM (
        pg_catalog.unnest(%(classes)s::pg_catalog.oid[]), pg_catalog.unnest(%(objects)s::pg_catalog.oid[])
    ) AS u (classid, objid)
),
members AS (
    SELECT d.classid, d.objid
    FROM pg_catalog.pg_depend AS d
    JOIN named AS g ON g.classid = d.refclassid AND g.objid = d.refobjid
    WHERE d.deptype = 'e'
),
listed AS (
    SELECT classid, objid FROM named UNION SELECT classid, objid FROM members
),
ranged AS (
    SELECT classid, objid FROM listed
    UNION
    SELECT 'pg_catalog.pg_type'::pg_catalog.regclass, r.rngmultitypid
    FROM listed AS g
    JOIN pg_catalog.pg_range AS r
        ON g.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND r.rngtypid = g.objid
),
going AS (
    SELECT classid, objid FROM ranged
    UNION
    SELECT 'pg_catalog.pg_type'::pg_catalog.regclass, t.oid
    FROM ranged AS g
    JOIN pg_catalog.pg_type AS t
        ON (g.classid = 'pg_catalog.pg_type'::pg_catalog.regclass AND t.typelem = g.objid AND t.typlen = -1)
        OR (g.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND t.typrelid = g.objid)
),
leaning AS (
    SELECT d.classid, d.objid, d.objsubid
    FROM pg_catalog.pg_depend AS d
    JOIN going AS g ON g.classid = d.refclassid AND g.objid = d.refobjid
    WHERE d.deptype IN ('n', 'a')
)
SELECT DISTINCT f.position, f.kind, f.name, f.type
FROM (
    SELECT 1 AS position, 'INDEX' AS kind, i.relname::text AS name, '' AS type
    FROM leaning AS l
    JOIN pg_catalog.pg_index AS x ON x.indexrelid = l.objid AND x.indrelid = %(oid)s
    JOIN pg_catalog.pg_class AS i ON i.oid = x.indexrelid
    WHERE l.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS k WHERE k.conindid = i.oid AND k.conrelid = x.indrelid)
    UNION ALL
    SELECT
        CASE WHEN k.oid IS NULL THEN 1 ELSE 2 END, CASE WHEN k.oid IS NULL THEN 'INDEX' ELSE 'CONSTRAINT' END,
        i.relname::text, ''
    FROM leaning AS l
    JOIN pg_catalog.pg_index AS x ON x.indrelid = l.objid AND l.objsubid = ANY (x.indkey)
    JOIN pg_catalog.pg_class AS i ON i.oid = x.indexrelid
    LEFT JOIN pg_catalog.pg_constraint AS k ON k.conindid = i.oid AND k.conrelid = x.indrelid
    WHERE l.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND l.objid = %(oid)s AND l.objsubid > 0
        AND (k.oid IS NULL OR k.contype = 'x')
    UNION ALL
    SELECT 2, 'CONSTRAINT', k.conname::text, ''
    FROM leaning AS l JOIN pg_catalog.pg_constraint AS k ON k.oid = l.objid AND k.conrelid = %(oid)s
    WHERE l.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass
    UNION ALL
    SELECT 3, CASE WHEN a.attgenerated = '' THEN 'DEFAULT' ELSE 'EXPRESSION' END, a.attname::text, ''
    FROM leaning AS l
    JOIN pg_catalog.pg_attrdef AS e ON e.oid = l.objid AND e.adrelid = %(oid)s
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = e.adrelid AND a.attnum = e.adnum
    WHERE l.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass
    UNION ALL
    SELECT 4, 'COLUMN', a.attname::text, pg_catalog.format_type(a.atttypid, a.atttypmod)
    FROM leaning AS l
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = l.objid AND a.attnum = l.objsubid
    WHERE l.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND l.objid = %(oid)s AND l.objsubid > 0
        AND a.attinhcount = 0
) AS f
ORDER BY f.position, f.kind, f.name
