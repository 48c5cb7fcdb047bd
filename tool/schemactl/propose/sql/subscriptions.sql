-- Subscriptions of this database by oid, with what ALTER SUBSCRIPTION can change, under the names its parameters have. What an
-- older server does not know is empty. The connection string may hold a password.
-- Parameters: oids bigint[]. PostgreSQL 15 and later; superusers only. Order: none.
SELECT
    s.oid::bigint AS oid,
    s.subname::text AS name,
    s.subconninfo AS connection,
    ARRAY(SELECT p FROM unnest(s.subpublications) AS p)::text[] AS publications,
    s.subslotname::text AS slot_name,
    s.subsynccommit AS synchronous_commit,
    s.subbinary::text AS binary,
    CASE j.s ->> 'substream'
        WHEN 't' THEN 'on' WHEN 'true' THEN 'on' WHEN 'p' THEN 'parallel' ELSE 'off'
    END AS streaming,
    COALESCE(j.s ->> 'subdisableonerr', '') AS disable_on_error,
    COALESCE(j.s ->> 'subpasswordrequired', '') AS password_required,
    COALESCE(j.s ->> 'subrunasowner', '') AS run_as_owner,
    COALESCE(j.s ->> 'suborigin', '') AS origin
FROM pg_catalog.pg_subscription AS s
CROSS JOIN LATERAL pg_catalog.to_jsonb(s) AS j (s)
WHERE s.oid = ANY(%(oids)s)
