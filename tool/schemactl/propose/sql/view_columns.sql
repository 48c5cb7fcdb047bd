-- The columns of a view that show a column of a table, and that column's name. The catalogs keep them apart in the view's
-- stored query only, where each of its columns names the table and the number of the column it comes from.
-- Parameters: oid bigint. PostgreSQL 15 and later. Order: position in the view.
SELECT v.attname::text AS name, t.attname::text AS shown
FROM pg_catalog.pg_rewrite AS r
CROSS JOIN LATERAL pg_catalog.regexp_matches(
    r.ev_action::text, ':resno (\d+) :resname (?:\S|\\ )+ :ressortgroupref \d+ :resorigtbl (\d+) :resorigcol (\d+)', 'g'
) AS m
JOIN pg_catalog.pg_attribute AS v ON v.attrelid = r.ev_class AND v.attnum = m[1]::integer
JOIN pg_catalog.pg_attribute AS t ON t.attrelid = m[2]::oid AND t.attnum = m[3]::integer
WHERE r.ev_class = %(oid)s AND r.rulename = '_RETURN'
ORDER BY v.attnum
