-- Left-overs of statements that ran outside a transaction: invalid indexes nobody is building now, and partitions whose
-- concurrent detaching was cut off. What other roles build is hidden: then their index is unknown and none counts as left over.
-- Parameters: none. PostgreSQL 14 and later. Order: by kind and name.
SELECT 'INDEX' AS kind, n.nspname::text AS schema, c.relname::text AS name,
    pg_catalog.format('%I.%I', tn.nspname, t.relname) AS relation
FROM pg_catalog.pg_index AS i
JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid AND c.relkind = 'i'
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_class AS t ON t.oid = i.indrelid
JOIN pg_catalog.pg_namespace AS tn ON tn.oid = t.relnamespace
WHERE NOT (i.indisvalid AND i.indisready AND i.indislive) AND c.relpersistence <> 't' AND n.nspname <> 'pg_toast'
    AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_stat_progress_create_index AS b
        WHERE b.datid = (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = pg_catalog.current_database())
            AND b.pid <> pg_catalog.pg_backend_pid() AND (b.index_relid = i.indexrelid OR b.index_relid IS NULL)
    )
UNION ALL
SELECT 'TABLE', n.nspname::text, c.relname::text, pg_catalog.format('%I.%I', pn.nspname, p.relname)
FROM pg_catalog.pg_inherits AS h
JOIN pg_catalog.pg_class AS c ON c.oid = h.inhrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_class AS p ON p.oid = h.inhparent
JOIN pg_catalog.pg_namespace AS pn ON pn.oid = p.relnamespace
WHERE h.inhdetachpending
ORDER BY 1, 2, 3
