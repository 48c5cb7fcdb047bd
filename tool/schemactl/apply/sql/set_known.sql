-- Sets those of the settings that this server has.
-- Parameters: names text[], values text[] in the same order. PostgreSQL 13 and later. Order: none.
SELECT s.name AS name, pg_catalog.set_config(s.name, w.value, false) AS value
FROM unnest(%(names)s::text[], %(values)s::text[]) AS w (name, value)
JOIN pg_catalog.pg_settings AS s ON s.name = w.name
