-- Foreign keys by oid: what they say, apart from how they are enforced, and their columns in pairs.
-- (`conenforced` and `conperiod` exist since PostgreSQL 18.)
-- Parameters: oids bigint[]. PostgreSQL 15 and later. Order: none.
SELECT
    k.oid::bigint AS oid,
    k.conname::text AS name,
    n.nspname::text AS schema,
    c.relname::text AS relation,
    c.relkind = 'p' AS partitioned,
    rn.nspname::text AS parent_schema,
    r.relname::text AS parent,
    r.relkind = 'p' AS parent_partitioned,
    k.confmatchtype = 'f' AS match_full,
    pg_catalog.pg_get_constraintdef(k.oid) AS definition,
    k.convalidated AS validated,
    k.condeferrable AS deferrable,
    k.condeferred AS deferred,
    COALESCE((pg_catalog.to_jsonb(k) ->> 'conenforced')::boolean, true) AS enforced,
    COALESCE((pg_catalog.to_jsonb(k) ->> 'conperiod')::boolean, false) AS over_periods,
    columns.own,
    columns.referenced,
    columns.operators,
    columns.collations,
    pg_catalog.json_build_array(
        columns.own,
        rn.nspname, r.relname,
        columns.referenced,
        k.confupdtype, k.confdeltype, k.confmatchtype,
        (SELECT pg_catalog.json_agg(a.attname ORDER BY a.attname)
         FROM unnest(k.confdelsetcols) AS u (number)
         JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = u.number)
    )::text AS meaning
FROM pg_catalog.pg_constraint AS k
JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_class AS r ON r.oid = k.confrelid
JOIN pg_catalog.pg_namespace AS rn ON rn.oid = r.relnamespace
CROSS JOIN LATERAL (
    SELECT
        pg_catalog.array_agg(a.attname::text ORDER BY u.position) AS own,
        pg_catalog.array_agg(b.attname::text ORDER BY u.position) AS referenced,
        pg_catalog.array_agg(
            pg_catalog.quote_ident(opn.nspname) || '.' || o.oprname ORDER BY u.position
        ) AS operators,
        -- Where both columns have one of their own, the query has to say which: it is the parent's.
        pg_catalog.array_agg(
            CASE WHEN a.attcollation <> b.attcollation AND b.attcollation <> 0
                 THEN ' COLLATE ' || pg_catalog.quote_ident(con.nspname) || '.' || pg_catalog.quote_ident(co.collname)
                 ELSE '' END
            ORDER BY u.position
        ) AS collations
    FROM ROWS FROM (unnest(k.conkey), unnest(k.confkey), unnest(k.conpfeqop))
        WITH ORDINALITY AS u (own, referenced, operator, position)
    JOIN pg_catalog.pg_operator AS o ON o.oid = u.operator
    JOIN pg_catalog.pg_namespace AS opn ON opn.oid = o.oprnamespace
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = u.own
    JOIN pg_catalog.pg_attribute AS b ON b.attrelid = k.confrelid AND b.attnum = u.referenced
    LEFT JOIN pg_catalog.pg_collation AS co ON co.oid = b.attcollation
    LEFT JOIN pg_catalog.pg_namespace AS con ON con.oid = co.collnamespace
) AS columns
WHERE k.contype = 'f' AND k.oid = ANY(%(oids)s)
