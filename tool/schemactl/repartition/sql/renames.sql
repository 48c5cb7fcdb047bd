-- Parts of the twin that are named after it, and of its partitions where they do not follow their parent's part:
-- how each is renamed, by kind and name.
SELECT 'TABLE' AS holder, c.oid::regclass::text AS relation, 'CONSTRAINT' AS part, k.conname::text AS name
FROM pg_catalog.pg_constraint AS k
JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
WHERE (k.conrelid = %(oid)s OR k.contype = 'f' AND k.conparentid IN (
    SELECT p.oid FROM pg_catalog.pg_constraint AS p WHERE p.conrelid = %(oid)s
))
    AND k.contype <> 't' AND pg_catalog.strpos(k.conname, %(name)s) > 0
UNION ALL
SELECT 'INDEX', i.indexrelid::regclass::text, '', c.relname
FROM pg_catalog.pg_index AS i
JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
WHERE i.indrelid = %(oid)s AND pg_catalog.strpos(c.relname, %(name)s) > 0
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS k WHERE k.conindid = i.indexrelid AND k.conrelid = i.indrelid)
UNION ALL
SELECT 'TRIGGER', t.tgrelid::regclass::text, 'ON', t.tgname
FROM pg_catalog.pg_trigger AS t
WHERE t.tgrelid = %(oid)s AND NOT t.tgisinternal AND pg_catalog.strpos(t.tgname, %(name)s) > 0
UNION ALL
SELECT 'POLICY', p.polrelid::regclass::text, 'ON', p.polname
FROM pg_catalog.pg_policy AS p
WHERE p.polrelid = %(oid)s AND pg_catalog.strpos(p.polname, %(name)s) > 0
UNION ALL
SELECT 'STATISTICS', pg_catalog.format('%%I.%%I', s.stxnamespace::regnamespace, s.stxname), '', s.stxname
FROM pg_catalog.pg_statistic_ext AS s
WHERE s.stxrelid = %(oid)s AND pg_catalog.strpos(s.stxname, %(name)s) > 0
UNION ALL
SELECT 'SEQUENCE', s.oid::regclass::text, '', s.relname
FROM pg_catalog.pg_class AS s
JOIN pg_catalog.pg_depend AS d ON d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = s.oid AND d.deptype IN ('a', 'i')
WHERE s.relkind = 'S' AND d.refobjid = %(oid)s AND pg_catalog.strpos(s.relname, %(name)s) > 0
ORDER BY 1, 4;
