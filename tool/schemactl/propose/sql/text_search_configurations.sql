-- Text search configurations by oid: the parser, and per sort of token the dictionaries ({schema, name}) in their order.
-- Parameters: oids bigint[]. PostgreSQL 15 and later. Order: none.
SELECT
    c.oid::bigint AS oid,
    pn.nspname::text AS parser_schema,
    p.prsname::text AS parser,
    COALESCE((
        SELECT pg_catalog.json_agg(pg_catalog.json_build_array(m.token, m.dictionaries) ORDER BY m.number)
        FROM (
            SELECT
                x.maptokentype AS number,
                tt.alias AS token,
                pg_catalog.json_agg(pg_catalog.json_build_array(dn.nspname, d.dictname) ORDER BY x.mapseqno) AS dictionaries
            FROM pg_catalog.pg_ts_config_map AS x
            JOIN pg_catalog.pg_ts_dict AS d ON d.oid = x.mapdict
            JOIN pg_catalog.pg_namespace AS dn ON dn.oid = d.dictnamespace
            JOIN LATERAL pg_catalog.ts_token_type(c.cfgparser) AS tt ON tt.tokid = x.maptokentype
            WHERE x.mapcfg = c.oid
            GROUP BY x.maptokentype, tt.alias
        ) AS m
    ), '[]') AS mappings
FROM pg_catalog.pg_ts_config AS c
JOIN pg_catalog.pg_ts_parser AS p ON p.oid = c.cfgparser
JOIN pg_catalog.pg_namespace AS pn ON pn.oid = p.prsnamespace
WHERE c.oid = ANY(%(oids)s)
