-- Publications by oid: what ALTER PUBLICATION ... SET can change, under the names its parameters have, and whether one is for all
-- tables. What an older server does not know is empty.
-- Parameters: oids bigint[]. PostgreSQL 15 and later. Order: none.
SELECT
    p.oid::bigint AS oid,
    p.puballtables AS all_tables,
    pg_catalog.concat_ws(
        ', ',
        CASE WHEN p.pubinsert THEN 'insert' END,
        CASE WHEN p.pubupdate THEN 'update' END,
        CASE WHEN p.pubdelete THEN 'delete' END,
        CASE WHEN p.pubtruncate THEN 'truncate' END
    ) AS publish,
    p.pubviaroot::text AS publish_via_partition_root,
    CASE pg_catalog.to_jsonb(p) ->> 'pubgencols' WHEN 's' THEN 'stored' WHEN 'n' THEN 'none' ELSE '' END AS publish_generated_columns
FROM pg_catalog.pg_publication AS p
WHERE p.oid = ANY(%(oids)s)
