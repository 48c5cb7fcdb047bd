-- The relations that hang below one: its partitions, its children, and theirs.
-- Parameters: relation (qualified and quoted). PostgreSQL 15 and later.
WITH RECURSIVE below AS (
    SELECT i.inhrelid
    FROM pg_catalog.pg_inherits AS i
    WHERE i.inhparent = pg_catalog.to_regclass(%(relation)s)
    UNION
    SELECT i.inhrelid
    FROM pg_catalog.pg_inherits AS i
    JOIN below ON below.inhrelid = i.inhparent
)
SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) AS relation
FROM below
JOIN pg_catalog.pg_class AS c ON c.oid = below.inhrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
