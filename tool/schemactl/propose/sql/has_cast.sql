-- Whether PostgreSQL has a cast of its own between two types, not just the way through text. NULL for a type that is not there.
-- Parameters: before text, after text. PostgreSQL 15 and later. Order: one row.
SELECT
    EXISTS (
        SELECT FROM pg_catalog.pg_cast AS c
        WHERE c.castsource = named.before AND c.casttarget = named.after AND c.castmethod <> 'i'
    ) OR named.before = named.after AS found
FROM (SELECT pg_catalog.to_regtype(%(before)s)::oid AS before, pg_catalog.to_regtype(%(after)s)::oid AS after) AS named
WHERE named.before IS NOT NULL AND named.after IS NOT NULL
