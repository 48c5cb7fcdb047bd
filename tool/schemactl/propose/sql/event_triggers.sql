-- Event triggers by oid; `body` is all but name, owner and state.
-- Parameters: oids bigint[]. PostgreSQL 15 and later. Order: none.
SELECT
    e.oid::bigint AS oid,
    e.evtname::text AS name,
    pg_catalog.jsonb_build_array(e.evtevent, e.evttags, f.identity)::text AS body,
    e.evtenabled::text AS enabled
FROM pg_catalog.pg_event_trigger AS e
CROSS JOIN LATERAL pg_catalog.pg_identify_object('pg_catalog.pg_proc'::regclass, e.evtfoid, 0) AS f
WHERE e.oid = ANY(%(oids)s)
