-- Indexes by oid: whether all they do is to make queries faster, and whether they find rows by their values.
-- Parameters: oids bigint[]. PostgreSQL 15 and later. Order: none.
SELECT
    i.indexrelid::bigint AS oid,
    NOT (i.indisunique OR i.indisclustered OR i.indisreplident OR c.relispartition OR t.relkind <> 'r') AS only_speeds_up,
    m.amname IN ('btree', 'hash') AS finds_values
FROM pg_catalog.pg_index AS i
JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
JOIN pg_catalog.pg_am AS m ON m.oid = c.relam
JOIN pg_catalog.pg_class AS t ON t.oid = i.indrelid
WHERE i.indexrelid = ANY(%(oids)s)
