-- Triggers by oid; `body` is the definition after the name, `inherited` that it came with the partitioned table's.
-- Parameters: oids bigint[]. PostgreSQL 15 and later. Order: none.
SELECT
    g.oid::bigint AS oid,
    n.nspname::text AS schema,
    c.relname::text AS relation,
    g.tgname::text AS name,
    d.definition,
    g.tgconstraint <> 0 AS constrains,
    pg_catalog.substr(
        d.definition,
        pg_catalog.length(CASE WHEN g.tgconstraint <> 0 THEN 'CREATE CONSTRAINT TRIGGER ' ELSE 'CREATE TRIGGER ' END)
        + pg_catalog.length(pg_catalog.quote_ident(g.tgname)) + 1
    ) AS body,
    g.tgenabled::text AS enabled,
    g.tgparentid <> 0 AS inherited
FROM pg_catalog.pg_trigger AS g
JOIN pg_catalog.pg_class AS c ON c.oid = g.tgrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
CROSS JOIN LATERAL pg_catalog.pg_get_triggerdef(g.oid) AS d(definition)
WHERE g.oid = ANY(%(oids)s)
