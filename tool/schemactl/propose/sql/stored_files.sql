-- The files that hold the rows of a table and of all that belongs to it: partitions, and tables that inherit from it.
-- Parameters: oid bigint. PostgreSQL 15 and later. Order: relation.
WITH RECURSIVE tree (oid) AS (
    SELECT %(oid)s::oid
    UNION
    SELECT i.inhrelid FROM tree JOIN pg_catalog.pg_inherits AS i ON i.inhparent = tree.oid
)
SELECT tree.oid::bigint AS oid, pg_catalog.pg_relation_filenode(tree.oid)::bigint AS node FROM tree ORDER BY tree.oid
