-- A column and what moving its vectors depends on: one row, or none.
-- Types and functions come qualified, as the search path is empty. Triggers are those an update of this column fires, also on
-- partitions; the second list holds those of them that fire whatever the replication role of the session is.
-- Parameters: schema, table, column text. PostgreSQL 14 and later.
SELECT
    c.oid AS relation,
    c.relkind::text AS relkind,
    EXISTS (SELECT FROM pg_catalog.pg_inherits AS i WHERE i.inhparent = c.oid) AND c.relkind = 'r' AS has_children,
    t.typname AS kind,
    pg_catalog.format_type(a.atttypid, a.atttypmod) AS type,
    t.typsend::text AS send,
    a.atttypmod AS dimensions,
    a.attnotnull AS required,
    a.attgenerated::text AS generated,
    ARRAY(
        SELECT o.opcname::text
        FROM pg_catalog.pg_index AS i
        CROSS JOIN LATERAL unnest(i.indkey::smallint[], i.indclass::oid[]) AS part (attnum, opclass)
        JOIN pg_catalog.pg_opclass AS o ON o.oid = part.opclass
        WHERE i.indrelid = c.oid AND part.attnum = a.attnum
        GROUP BY o.opcname
        ORDER BY o.opcname
    ) AS operator_classes,
    ARRAY(
        SELECT k.attname::text
        FROM pg_catalog.pg_index AS i
        JOIN pg_catalog.pg_attribute AS k ON k.attrelid = i.indrelid AND k.attnum = ANY (i.indkey)
        WHERE i.indrelid = c.oid AND i.indisprimary
        ORDER BY k.attnum
    ) AS keys,
    ARRAY(
        SELECT pg_catalog.format_type(k.atttypid, NULL)
        FROM pg_catalog.pg_index AS i
        JOIN pg_catalog.pg_attribute AS k ON k.attrelid = i.indrelid AND k.attnum = ANY (i.indkey)
        WHERE i.indrelid = c.oid AND i.indisprimary
        ORDER BY k.attnum
    ) AS key_types,
    fired.triggers AS triggers,
    fired.always AS always,
    pg_catalog.has_table_privilege(c.oid, 'SELECT')
    AND pg_catalog.has_column_privilege(c.oid, a.attnum, 'UPDATE') AS permitted
FROM pg_catalog.pg_namespace AS n
JOIN pg_catalog.pg_class AS c ON c.relnamespace = n.oid
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
CROSS JOIN LATERAL (
    SELECT
        coalesce(pg_catalog.array_agg(DISTINCT g.tgname::text), '{}') AS triggers,
        coalesce(pg_catalog.array_agg(DISTINCT g.tgname::text) FILTER (WHERE g.tgenabled = 'A'), '{}') AS always
    FROM pg_catalog.pg_trigger AS g
    WHERE NOT g.tgisinternal
        AND (g.tgrelid = c.oid OR g.tgrelid IN (SELECT p.relid FROM pg_catalog.pg_partition_tree(c.oid) AS p))
        -- 16 is the bit of UPDATE (PostgreSQL source, pg_trigger.h, TRIGGER_TYPE_UPDATE).
        AND (g.tgtype & 16) <> 0
        AND g.tgenabled IN ('O', 'A')
        AND (pg_catalog.cardinality(g.tgattr::smallint[]) = 0 OR a.attnum = ANY (g.tgattr))
) AS fired
WHERE n.nspname = %(schema)s AND c.relname = %(table)s AND a.attname = %(column)s
