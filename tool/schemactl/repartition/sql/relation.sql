-- One relation by its name: what kind it is, how it is partitioned, and whether it takes part in inheritance.
-- The name is given as schemactl writes it, in full. No row if there is none.
SELECT
    c.oid::integer AS oid,
    n.nspname::text AS schema,
    c.relname::text AS name,
    c.relkind::text AS kind,
    c.relforcerowsecurity AS forces_row_security,
    pg_catalog.pg_has_role(c.relowner, 'USAGE') AS is_ours,
    EXISTS (
        SELECT FROM pg_catalog.pg_inherits AS i WHERE c.oid IN (i.inhrelid, i.inhparent) AND c.relkind <> 'p'
    ) AS inherits,
    -- Rows of the source may be of any kind, so every row must find a partition.
    coalesce(p.partdefid <> 0 OR p.partstrat = 'h' AND (
        SELECT sum(1.0 / (pg_catalog.regexp_match(pg_catalog.pg_get_expr(b.relpartbound, b.oid), 'modulus (\d+)'))[1]::numeric)
        FROM pg_catalog.pg_inherits AS i
        JOIN pg_catalog.pg_class AS b ON b.oid = i.inhrelid
        WHERE i.inhparent = c.oid
    ) > 0.9999, false) AS takes_every_row
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_partitioned_table AS p ON p.partrelid = c.oid
WHERE c.oid = pg_catalog.to_regclass(%(name)s);
