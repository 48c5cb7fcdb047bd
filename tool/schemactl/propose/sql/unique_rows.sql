-- What a unique index of an ordinary table demands of its rows, by oid of the index: expressions of which no two rows may have
-- the same values, and the rows it is about. `askable`: a query can compare as the index does, by what PostgreSQL brings along.
-- Parameters: oid bigint. PostgreSQL 15 and later. Order: one row, or none.
SELECT
    n.nspname::text AS schema,
    c.relname::text AS relation,
    i.indnullsnotdistinct AS nulls_alike,
    COALESCE(pg_catalog.pg_get_expr(i.indpred, i.indrelid), 'true') AS predicate,
    ARRAY(
        SELECT pg_catalog.pg_get_indexdef(i.indexrelid, k.number, false)
            || COALESCE(' COLLATE ' || pg_catalog.quote_ident(ln.nspname) || '.' || pg_catalog.quote_ident(l.collname), '')
        FROM pg_catalog.generate_series(1, i.indnkeyatts::int) AS k (number)
        LEFT JOIN pg_catalog.pg_collation AS l ON l.oid = i.indcollation[k.number - 1] AND l.collname <> 'default'
        LEFT JOIN pg_catalog.pg_namespace AS ln ON ln.oid = l.collnamespace
        ORDER BY k.number
    ) AS keys,
    ARRAY(
        SELECT a.attname::text FROM pg_catalog.pg_attribute AS a
        WHERE a.attrelid = i.indrelid AND a.attnum > 0 AND NOT a.attisdropped
            -- The columns of expressions and conditions are not listed: then any of them may be one.
            AND (a.attnum = ANY (i.indkey) OR i.indpred IS NOT NULL OR 0 = ANY (i.indkey))
    ) AS columns,
    m.amname = 'btree'
        AND NOT EXISTS (
            SELECT FROM unnest(i.indclass) AS u (oid)
            JOIN pg_catalog.pg_opclass AS o ON o.oid = u.oid
            WHERE NOT o.opcdefault
        )
        AND NOT EXISTS (
            SELECT FROM pg_catalog.pg_depend AS d
            WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = i.indexrelid AND d.refobjid <> i.indrelid
                AND d.refclassid NOT IN ('pg_catalog.pg_constraint'::regclass, 'pg_catalog.pg_opclass'::regclass)
        ) AS askable
FROM pg_catalog.pg_index AS i
JOIN pg_catalog.pg_class AS x ON x.oid = i.indexrelid
JOIN pg_catalog.pg_am AS m ON m.oid = x.relam
JOIN pg_catalog.pg_class AS c ON c.oid = i.indrelid AND c.relkind = 'r'
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE i.indexrelid = %(oid)s AND i.indisunique
