-- Stand-in for hypopg 1.4.1. No hypothetical index ever exists.

CREATE FUNCTION hypopg_reset_index() RETURNS void LANGUAGE sql VOLATILE AS $$SELECT$$;
CREATE FUNCTION hypopg_reset() RETURNS void LANGUAGE sql VOLATILE AS $$SELECT$$;
CREATE FUNCTION hypopg_create_index(sql_order text, OUT indexrelid oid, OUT indexname text) RETURNS SETOF record
    LANGUAGE sql STRICT VOLATILE AS $$SELECT NULL::oid, NULL::text WHERE false$$;
CREATE FUNCTION hypopg_drop_index(indexid oid) RETURNS boolean
    LANGUAGE sql STRICT VOLATILE AS $$SELECT false$$;
CREATE FUNCTION hypopg(
    OUT indexname text, OUT indexrelid oid, OUT indrelid oid, OUT innatts integer, OUT indisunique boolean,
    OUT indkey int2vector, OUT indcollation oidvector, OUT indclass oidvector, OUT indoption oidvector,
    OUT indexprs pg_node_tree, OUT indpred pg_node_tree, OUT amid oid
) RETURNS SETOF record
    LANGUAGE sql VOLATILE
    AS $$
SELECT NULL::text, NULL::oid, NULL::oid, NULL::integer, NULL::boolean, NULL::int2vector, NULL::oidvector,
    NULL::oidvector, NULL::oidvector, NULL::pg_node_tree, NULL::pg_node_tree, NULL::oid
WHERE false
$$;
CREATE VIEW hypopg_list_indexes AS
    SELECT h.indexrelid, h.indexname AS index_name, n.nspname AS schema_name,
        coalesce(c.relname, '<dropped>') AS table_name, am.amname AS am_name
    FROM hypopg() AS h
        LEFT JOIN pg_catalog.pg_class AS c ON c.oid = h.indrelid
        LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
        LEFT JOIN pg_catalog.pg_am AS am ON am.oid = h.amid;
CREATE FUNCTION hypopg_relation_size(indexid oid) RETURNS bigint
    LANGUAGE sql STRICT VOLATILE AS $$SELECT 0::bigint$$;
CREATE FUNCTION hypopg_get_indexdef(indexid oid) RETURNS text
    LANGUAGE sql STRICT VOLATILE AS $$SELECT NULL::text$$;
CREATE FUNCTION hypopg_hide_index(indexid oid) RETURNS boolean
    LANGUAGE sql STRICT VOLATILE AS $$SELECT false$$;
CREATE FUNCTION hypopg_unhide_index(indexid oid) RETURNS boolean
    LANGUAGE sql STRICT VOLATILE AS $$SELECT false$$;
CREATE FUNCTION hypopg_unhide_all_indexes() RETURNS void LANGUAGE sql VOLATILE AS $$SELECT$$;
CREATE FUNCTION hypopg_hidden_indexes() RETURNS TABLE (indexid oid)
    LANGUAGE sql STRICT VOLATILE AS $$SELECT NULL::oid WHERE false$$;
CREATE VIEW hypopg_hidden_indexes AS
    SELECT h.indexid AS indexrelid, i.relname AS index_name, n.nspname AS schema_name, t.relname AS table_name,
        m.amname AS am_name, false AS is_hypo
    FROM hypopg_hidden_indexes() AS h
        JOIN pg_catalog.pg_index AS x ON x.indexrelid = h.indexid
        JOIN pg_catalog.pg_class AS i ON i.oid = h.indexid
        JOIN pg_catalog.pg_namespace AS n ON n.oid = i.relnamespace
        JOIN pg_catalog.pg_class AS t ON t.oid = x.indrelid
        JOIN pg_catalog.pg_am AS m ON m.oid = i.relam;
