-- Foreign keys of a table. The copies PostgreSQL keeps for the partitions of a referenced table are left out.
-- Parameters: relation oid. PostgreSQL 15 and later. Order: name.
SELECT
    c.conname::text AS name,
    c.confrelid::oid AS target,
    ARRAY(
        SELECT a.attname::text
        FROM unnest(c.conkey) WITH ORDINALITY AS k (number, position)
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = k.number
        ORDER BY k.position
    ) AS columns,
    ARRAY(
        SELECT a.attname::text
        FROM unnest(c.confkey) WITH ORDINALITY AS k (number, position)
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.confrelid AND a.attnum = k.number
        ORDER BY k.position
    ) AS target_columns
FROM pg_catalog.pg_constraint AS c
WHERE c.conrelid = %(relation)s AND c.contype = 'f'
    AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_constraint AS p WHERE p.oid = c.conparentid AND p.conrelid = c.conrelid
    )
ORDER BY c.conname
