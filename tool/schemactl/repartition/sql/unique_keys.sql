-- The unique indexes of a table that hold for all its rows at once, the primary key first: names and types of their
-- columns. Partial ones, those on expressions and deferrable ones are marked as not plain.
SELECT
    c.relname::text AS name,
    i.indisprimary AS is_primary,
    i.indpred IS NULL AND i.indexprs IS NULL AND i.indimmediate AS is_plain,
    array(
        SELECT a.attname::text
        FROM unnest(i.indkey::smallint[]) WITH ORDINALITY AS k (number, position)
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = k.number
        WHERE k.position <= i.indnkeyatts
        ORDER BY k.position
    ) AS columns,
    array(
        SELECT pg_catalog.format_type(a.atttypid, a.atttypmod)
        FROM unnest(i.indkey::smallint[]) WITH ORDINALITY AS k (number, position)
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = k.number
        WHERE k.position <= i.indnkeyatts
        ORDER BY k.position
    ) AS types
FROM pg_catalog.pg_index AS i
JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
WHERE i.indrelid = %(oid)s AND i.indisunique AND i.indislive
ORDER BY i.indisprimary DESC, c.relname;
