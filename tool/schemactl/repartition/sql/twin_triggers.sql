-- The user's own triggers of a table and how each is switched (O, A, R or D), ours left out, by name.
SELECT t.tgname::text AS name, t.tgenabled::text AS state
FROM pg_catalog.pg_trigger AS t
WHERE t.tgrelid = %(oid)s AND NOT t.tgisinternal AND t.tgname !~ '^schemactl_repartition'
ORDER BY t.tgname;
