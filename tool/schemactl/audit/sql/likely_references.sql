-- Columns that look like references and have no foreign key: called x_id, of the type of the primary key of a table x, xs or xes, or
-- called as the column of another table that does refer to it.
-- Parameters: schemas text[]. PostgreSQL 15 and later. Order: schema, table, column.
WITH keys AS (
    SELECT c.oid, n.nspname::text AS schema, c.relname::text AS name, a.attname::text AS key, a.attnum, a.atttypid
    FROM pg_catalog.pg_index AS i
    JOIN pg_catalog.pg_class AS c ON c.oid = i.indrelid
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
    WHERE i.indisprimary AND i.indnkeyatts = 1 AND NOT c.relispartition AND n.nspname = ANY(%(schemas)s)
), columns AS (
    SELECT n.nspname::text AS schema, c.relname::text AS relation, c.oid, a.attname::text AS name, a.atttypid, left(a.attname, -3) AS stem
    FROM pg_catalog.pg_attribute AS a
    JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname = ANY(%(schemas)s)
      AND a.attnum > 0 AND NOT a.attisdropped AND a.attname ~ '._id$'
      AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_constraint AS k
        WHERE k.conrelid = c.oid AND k.contype = 'f' AND a.attnum = ANY(k.conkey)
      )
      AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend AS d
        WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
      )
), habits AS (
    -- Where columns of this name point elsewhere in the database.
    SELECT a.attname::text AS name, k.confrelid AS target, count(*) AS times
    FROM pg_catalog.pg_constraint AS k
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
    WHERE k.contype = 'f' AND cardinality(k.conkey) = 1 AND k.conparentid = 0
    GROUP BY a.attname, k.confrelid
), guesses AS (
    SELECT c.oid, c.name, k.oid AS target, h.times
    FROM columns AS c JOIN habits AS h ON h.name = c.name JOIN keys AS k ON k.oid = h.target
    UNION ALL
    SELECT c.oid, c.name, k.oid, 0
    FROM columns AS c
    CROSS JOIN LATERAL unnest(ARRAY[c.stem, c.stem || 's', c.stem || 'es', regexp_replace(c.stem, 'y$', 'ies')]) AS t (name)
    JOIN keys AS k ON k.name = t.name
)
SELECT DISTINCT ON (c.schema, c.relation, c.name)
    c.schema,
    c.relation,
    c.name,
    k.schema AS referenced_schema,
    k.name AS referenced,
    k.key AS referenced_column
FROM guesses AS g
JOIN columns AS c ON c.oid = g.oid AND c.name = g.name
JOIN keys AS k ON k.oid = g.target AND k.atttypid = c.atttypid AND k.oid <> c.oid
ORDER BY c.schema, c.relation, c.name, g.times DESC, k.schema <> c.schema, k.name
