-- Which rows a partition takes, by its oid: a condition over its columns; NULL for all rows. `askable`: another database can be
-- asked, as the keys use nothing but what PostgreSQL brings along. The condition of a hash names its table by number: here by name.
-- Parameters: oid bigint. PostgreSQL 15 and later. Order: one row.
WITH above AS (
    SELECT a.relid FROM pg_catalog.pg_partition_ancestors(%(oid)s::oid) AS a (relid) WHERE a.relid <> %(oid)s
)
SELECT
    COALESCE((
        SELECT pg_catalog.replace(
            pg_catalog.pg_get_partition_constraintdef(%(oid)s::oid),
            pg_catalog.format('%%L::oid', p.partrelid),
            pg_catalog.format('%%L::pg_catalog.regclass', pg_catalog.format('%%I.%%I', pn.nspname, pc.relname))
        )
        FROM pg_catalog.pg_inherits AS h
        JOIN pg_catalog.pg_partitioned_table AS p ON p.partrelid = h.inhparent AND p.partstrat = 'h'
        JOIN pg_catalog.pg_class AS pc ON pc.oid = p.partrelid
        JOIN pg_catalog.pg_namespace AS pn ON pn.oid = pc.relnamespace
        WHERE h.inhrelid = %(oid)s
    ), pg_catalog.pg_get_partition_constraintdef(%(oid)s::oid)) AS condition,
    COALESCE((
        SELECT pg_catalog.bool_and(p.partstrat <> 'h' OR p.partrelid = h.inhparent) AND NOT EXISTS (
            SELECT FROM above
            JOIN pg_catalog.pg_depend AS d ON d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = above.relid
            WHERE d.refclassid = 'pg_catalog.pg_proc'::regclass OR d.refclassid = 'pg_catalog.pg_opclass'::regclass
        )
        FROM above
        JOIN pg_catalog.pg_partitioned_table AS p ON p.partrelid = above.relid
        JOIN pg_catalog.pg_inherits AS h ON h.inhrelid = %(oid)s
    ), false) AS askable,
    ARRAY(
        SELECT DISTINCT a.attname::text
        FROM above
        JOIN pg_catalog.pg_partitioned_table AS p ON p.partrelid = above.relid
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = above.relid AND a.attnum > 0 AND NOT a.attisdropped
        -- The columns of expressions are not listed: then any of them may be one.
        WHERE a.attnum = ANY (p.partattrs) OR 0 = ANY (p.partattrs)
    ) AS columns,
    (
        SELECT pg_catalog.json_build_array(dn.nspname, dc.relname)
        FROM pg_catalog.pg_inherits AS h
        JOIN pg_catalog.pg_partitioned_table AS p ON p.partrelid = h.inhparent
        JOIN pg_catalog.pg_class AS dc ON dc.oid = p.partdefid
        JOIN pg_catalog.pg_namespace AS dn ON dn.oid = dc.relnamespace
        WHERE h.inhrelid = %(oid)s AND dc.oid <> %(oid)s
    ) AS default_partition
