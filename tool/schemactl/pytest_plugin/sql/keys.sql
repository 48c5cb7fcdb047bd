-- Unique indexes and exclusion constraints of a table, with the names they have on its partitions, which errors tell.
-- Those on plain columns of all rows can be looked up by.
-- Parameters: relation oid. PostgreSQL 15 and later. Order: primary key first, then name.
SELECT
    r.relname::text AS name,
    ARRAY(
        SELECT a.attname::text
        FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k (number, position)
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = k.number
        WHERE k.position <= i.indnkeyatts
        ORDER BY k.position
    ) AS columns,
    ARRAY(
        SELECT r.relname::text
        UNION
        SELECT c.relname::text
        FROM pg_catalog.pg_partition_tree(i.indexrelid) AS p
        JOIN pg_catalog.pg_class AS c ON c.oid = p.relid
    ) AS names,
    i.indisunique AND i.indpred IS NULL AND i.indexprs IS NULL AS plain
FROM pg_catalog.pg_index AS i
JOIN pg_catalog.pg_class AS r ON r.oid = i.indexrelid
WHERE i.indrelid = %(relation)s AND (i.indisunique OR i.indisexclusion)
ORDER BY i.indisprimary DESC, r.relname
