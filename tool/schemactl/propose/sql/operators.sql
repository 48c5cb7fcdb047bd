-- Operators by oid, with everything CREATE OPERATOR says of one but its operands; empty where it says nothing. `identity`
-- tells operators apart; commutator and negator are given by name and by identity.
-- Parameters: oids bigint[]. PostgreSQL 15 and later. Order: none.
SELECT
    o.oid::bigint AS oid,
    o.oid::pg_catalog.regoperator::text AS identity,
    o.oprcode::pg_catalog.regprocedure::text AS function,
    CASE WHEN o.oprrest <> 0 THEN o.oprrest::pg_catalog.regproc::text ELSE '' END AS restrict,
    CASE WHEN o.oprjoin <> 0 THEN o.oprjoin::pg_catalog.regproc::text ELSE '' END AS join,
    COALESCE(pg_catalog.quote_ident(cn.nspname) || '.' || c.oprname, '') AS commutator,
    COALESCE(c.oid::pg_catalog.regoperator::text, '') AS commutator_identity,
    COALESCE(pg_catalog.quote_ident(nn.nspname) || '.' || n.oprname, '') AS negator,
    COALESCE(n.oid::pg_catalog.regoperator::text, '') AS negator_identity,
    o.oprcanhash AS hashes,
    o.oprcanmerge AS merges
FROM pg_catalog.pg_operator AS o
LEFT JOIN pg_catalog.pg_operator AS c ON c.oid = o.oprcom
LEFT JOIN pg_catalog.pg_namespace AS cn ON cn.oid = c.oprnamespace
LEFT JOIN pg_catalog.pg_operator AS n ON n.oid = o.oprnegate
LEFT JOIN pg_catalog.pg_namespace AS nn ON nn.oid = n.oprnamespace
WHERE o.oid = ANY(%(oids)s)
