-- Rules by oid, without those that hold a view's query; `body` is the definition after the name.
-- Parameters: oids bigint[]. PostgreSQL 15 and later. Order: none.
SELECT
    w.oid::bigint AS oid,
    n.nspname::text AS schema,
    c.relname::text AS relation,
    w.rulename::text AS name,
    pg_catalog.substr(
        pg_catalog.pg_get_ruledef(w.oid),
        pg_catalog.length('CREATE RULE ') + pg_catalog.length(pg_catalog.quote_ident(w.rulename)) + 1
    ) AS body,
    w.ev_enabled::text AS enabled
FROM pg_catalog.pg_rewrite AS w
JOIN pg_catalog.pg_class AS c ON c.oid = w.ev_class
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE w.oid = ANY(%(oids)s) AND w.ev_type <> '1'
