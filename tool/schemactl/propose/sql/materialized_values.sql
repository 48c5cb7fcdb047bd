-- Whether a column of a materialized view has one of some types or an array of it.
-- Parameters: oids bigint[]. PostgreSQL 15 and later. Order: none.
SELECT EXISTS (
    SELECT
    FROM pg_catalog.pg_type AS t
    JOIN pg_catalog.pg_attribute AS a ON a.atttypid IN (t.oid, t.typarray) AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid AND c.relkind = 'm'
    WHERE t.oid = ANY(%(oids)s)
) AS materialized
