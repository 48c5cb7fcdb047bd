-- What acts for a table or ties it to others, and would do so in the trash as well: foreign keys, triggers, rules, policies,
-- extended statistics (which stay in their schema), publications. What belongs to a parent goes with that. A key that can wait may
-- be made NOT VALID first (not on a partitioned table before PostgreSQL 18).
-- Parameters: oid integer. PostgreSQL 15 and later. Order: by kind and name.
SELECT
    'FK CONSTRAINT' AS kind, '' AS schema, k.conname::text AS name,
    pg_catalog.pg_get_constraintdef(k.oid) AS definition,
    k.convalidated AND c.relkind = 'r' AS can_wait
FROM pg_catalog.pg_constraint AS k JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
WHERE k.conrelid = %(oid)s AND k.contype = 'f' AND k.conparentid = 0
UNION ALL
SELECT 'TRIGGER', '', t.tgname::text, '', false
FROM pg_catalog.pg_trigger AS t
WHERE t.tgrelid = %(oid)s AND NOT t.tgisinternal AND t.tgparentid = 0
UNION ALL
SELECT 'RULE', '', r.rulename::text, '', false
FROM pg_catalog.pg_rewrite AS r
WHERE r.ev_class = %(oid)s
UNION ALL
SELECT 'POLICY', '', p.polname::text, '', false
FROM pg_catalog.pg_policy AS p
WHERE p.polrelid = %(oid)s
UNION ALL
SELECT 'STATISTICS', n.nspname::text, s.stxname::text, '', false
FROM pg_catalog.pg_statistic_ext AS s JOIN pg_catalog.pg_namespace AS n ON n.oid = s.stxnamespace
WHERE s.stxrelid = %(oid)s
UNION ALL
SELECT 'PUBLICATION TABLE', '', p.pubname::text, '', false
FROM pg_catalog.pg_publication_rel AS r JOIN pg_catalog.pg_publication AS p ON p.oid = r.prpubid
WHERE r.prrelid = %(oid)s
ORDER BY 1, 2, 3
