-- Relations by oid: everything pg_dump writes inside a TABLE or VIEW entry that is not a column or a check.
-- Parameters: oids bigint[]. PostgreSQL 15 and later. Order: none.
SELECT
    c.oid::bigint AS oid,
    n.nspname::text AS schema,
    c.relname::text AS name,
    c.relkind::text AS kind,
    c.relpersistence::text AS persistence,
    COALESCE(am.amname::text, '') AS access_method,
    COALESCE(ts.spcname::text, '') AS tablespace,
    COALESCE(ARRAY(SELECT o FROM unnest(c.reloptions) AS o ORDER BY o), '{}')::text[] AS options,
    COALESCE(ARRAY(SELECT o FROM unnest(t.reloptions) AS o ORDER BY o), '{}')::text[] AS toast_options,
    c.relreplident::text AS replica_identity,
    COALESCE((
        SELECT ic.relname::text
        FROM pg_catalog.pg_index AS i
        JOIN pg_catalog.pg_class AS ic ON ic.oid = i.indexrelid
        WHERE i.indrelid = c.oid AND i.indisreplident
    ), '') AS replica_index,
    c.relforcerowsecurity AS force_row_security,
    c.relispartition AS partition,
    COALESCE(ARRAY(
        SELECT pg_catalog.quote_ident(pn.nspname) || '.' || pg_catalog.quote_ident(p.relname)
        FROM pg_catalog.pg_inherits AS h
        JOIN pg_catalog.pg_class AS p ON p.oid = h.inhparent
        JOIN pg_catalog.pg_namespace AS pn ON pn.oid = p.relnamespace
        WHERE h.inhrelid = c.oid
        ORDER BY h.inhseqno
    ), '{}')::text[] AS parents,
    COALESCE(pg_catalog.pg_get_partkeydef(c.oid), '') AS partition_key,
    ARRAY(
        -- A column of the key, also in an expression, cannot be dropped alone: it depends on its own table.
        SELECT DISTINCT a.attname::text
        FROM pg_catalog.pg_depend AS k
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = k.objsubid
        WHERE c.relkind = 'p' AND k.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND k.objid = c.oid
          AND k.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND k.refobjid = c.oid
          AND k.refobjsubid = 0 AND k.deptype = 'i'
    )::text[] AS key_columns,
    COALESCE(pg_catalog.format_type(NULLIF(c.reloftype, 0), NULL), '') AS of_type,
    COALESCE(fs.srvname::text, '') AS server,
    COALESCE(ARRAY(SELECT o FROM unnest(f.ftoptions) AS o ORDER BY o), '{}')::text[] AS foreign_options
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_class AS t ON t.oid = c.reltoastrelid AND c.reltoastrelid <> 0
LEFT JOIN pg_catalog.pg_am AS am ON am.oid = c.relam
LEFT JOIN pg_catalog.pg_tablespace AS ts ON ts.oid = c.reltablespace AND c.reltablespace <> 0
LEFT JOIN pg_catalog.pg_foreign_table AS f ON f.ftrelid = c.oid
LEFT JOIN pg_catalog.pg_foreign_server AS fs ON fs.oid = f.ftserver
WHERE c.oid = ANY(%(oids)s)
