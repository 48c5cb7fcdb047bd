-- Indexes by oid: what makes them what they are (`shape`, without the name), what can be altered in place, the columns they
-- go with, whether all they do is to make queries faster, and whether they find rows by their values.
-- Parameters: oids bigint[]. PostgreSQL 15 and later. Order: none.
SELECT
    i.indexrelid::bigint AS oid,
    n.nspname::text AS schema,
    c.relname::text AS name,
    t.relname::text AS relation,
    pg_catalog.jsonb_build_array(
        t.relname, c.relkind, m.amname, i.indisunique, i.indnullsnotdistinct, i.indnkeyatts,
        pg_catalog.pg_get_expr(i.indpred, i.indrelid),
        (SELECT pg_catalog.jsonb_agg(
            pg_catalog.jsonb_build_array(
                pg_catalog.pg_get_indexdef(i.indexrelid, k.number, false), kn.nspname, o.opcname, ln.nspname, l.collname,
                i.indoption[k.number - 1], a.attoptions
            ) ORDER BY k.number)
         FROM pg_catalog.generate_series(1, i.indnatts::int) AS k(number)
         JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indexrelid AND a.attnum = k.number
         LEFT JOIN pg_catalog.pg_opclass AS o ON o.oid = i.indclass[k.number - 1]
         LEFT JOIN pg_catalog.pg_namespace AS kn ON kn.oid = o.opcnamespace
         LEFT JOIN pg_catalog.pg_collation AS l ON l.oid = i.indcollation[k.number - 1]
         LEFT JOIN pg_catalog.pg_namespace AS ln ON ln.oid = l.collnamespace)
    )::text AS shape,
    COALESCE(c.reloptions, '{}') AS options,
    ARRAY(
        SELECT COALESCE(a.attstattarget, -1)::int FROM pg_catalog.pg_attribute AS a
        WHERE a.attrelid = c.oid AND a.attnum > 0 ORDER BY a.attnum
    ) AS statistics,
    ARRAY(
        SELECT DISTINCT a.attname::text FROM pg_catalog.pg_depend AS d
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
        WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = i.indexrelid
          AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjid = i.indrelid AND d.refobjsubid > 0
    ) AS columns,
    i.indisclustered AS clustered,
    i.indisreplident AS identifies,
    t.relkind::text AS relation_kind,
    t.relreplident::text AS replica_identity,
    EXISTS (SELECT FROM pg_catalog.pg_index AS x WHERE x.indrelid = i.indrelid AND x.indisclustered) AS any_clustered,
    NOT (i.indisunique OR i.indisclustered OR i.indisreplident OR c.relispartition OR t.relkind <> 'r') AS only_speeds_up,
    m.amname IN ('btree', 'hash') AS finds_values
FROM pg_catalog.pg_index AS i
JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_am AS m ON m.oid = c.relam
JOIN pg_catalog.pg_class AS t ON t.oid = i.indrelid
WHERE i.indexrelid = ANY(%(oids)s)
