-- 1 change (~1) · no hazards · no locks · proven on PostgreSQL 18.6, live is 17.6
-- database app, PostgreSQL 17.6, schemactl 0.1.0
-- from fingerprint 1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f
-- to fingerprint   2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e
-- run it with psql -X -v ON_ERROR_STOP=1 -f plan.sql; what is committed before an error stays
-- parts: in batches · migrate

SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, YMD';
SET IntervalStyle = 'postgres';
SET lc_monetary = 'C';
SET xmloption = content;
SET array_nulls = on;
SET transform_null_equals = off;
SET default_table_access_method = heap;
SET default_tablespace = '';
SET check_function_bodies = off;
SELECT pg_catalog.set_config('search_path', '', false);
SET lock_timeout = '500ms';

-- small transactions, one after the other; when it stops before its end, run this part again
SET row_security = off;

-- 1 · column priority is filled
DO $batches$
DECLARE
    part record;
    place pg_catalog.tid;
    page bigint;
    pages bigint := 64;
    most bigint := 1000;
    due bigint;
    done bigint;
    last text;
    found bigint;
    waiting boolean := false;
    began timestamptz;
    took double precision;
    pace double precision;
BEGIN
    FOR pass IN 1 .. 20 LOOP
        found := 0;
        FOR part IN
WITH RECURSIVE tree (oid) AS (
    SELECT pg_catalog.to_regclass('public.books')::oid
    UNION
    SELECT i.inhrelid FROM tree
    JOIN pg_catalog.pg_inherits AS i ON i.inhparent = tree.oid AND NOT i.inhdetachpending
)
SELECT
    pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) AS name,
    c.relkind::text AS kind,
    CASE WHEN c.relkind = 'r' THEN
        pg_catalog.pg_relation_size(c.oid) / pg_catalog.current_setting('block_size')::bigint
    ELSE 0 END AS pages,
    greatest(c.reltuples, 0)::bigint AS estimate
FROM tree
JOIN pg_catalog.pg_class AS c ON c.oid = tree.oid AND c.relkind <> 'p'
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
ORDER BY c.oid
        LOOP
            page := 0;
            place := '(0,0)';
            WHILE page < part.pages LOOP
                began := pg_catalog.clock_timestamp();
                EXECUTE pg_catalog.format('WITH due AS MATERIALIZED (
    SELECT r.ctid AS place FROM ONLY %1$s AS r
    WHERE r.ctid > $1 AND r.ctid < $2 AND (priority IS NULL)
    LIMIT $3 FOR NO KEY UPDATE%2$s
), done AS (
    UPDATE ONLY %1$s AS r SET priority = DEFAULT
    WHERE r.ctid = ANY (ARRAY(SELECT place FROM due)) RETURNING 1
)
SELECT
    (SELECT pg_catalog.count(*) FROM due),
    (SELECT pg_catalog.count(*) FROM done),
    (SELECT place FROM due WHERE place < $2 ORDER BY place DESC LIMIT 1)::text', part.name, CASE WHEN waiting THEN '' ELSE ' SKIP LOCKED' END)
                    INTO due, done, last
                    USING place, pg_catalog.format('(%s,0)', page + pages)::pg_catalog.tid, most;
                COMMIT;
                found := found + due;
                IF due >= most AND last::pg_catalog.tid > place THEN
                    place := last::pg_catalog.tid;
                    page := pg_catalog.split_part(pg_catalog.ltrim(last, '('), ',', 1)::bigint;
                ELSE
                    page := page + pages;
                    place := pg_catalog.format('(%s,0)', page)::pg_catalog.tid;
                END IF;
                took := extract(epoch FROM pg_catalog.clock_timestamp() - began);
                pace := greatest(0.5, least(2, 0.2 / greatest(took, 0.001)));
                most := greatest(1, least(50000, most * pace))::bigint;
                pages := greatest(1, least(4096, pages * pace))::bigint;
                PERFORM pg_catalog.pg_sleep(took * 0.5);
            END LOOP;
        END LOOP;
        EXIT WHEN waiting AND found = 0;
        waiting := true;
        IF pass = 20 THEN
            RAISE EXCEPTION 'after % passes there are still rows to be done', pass;
        END IF;
    END LOOP;
END
$batches$;
SET row_security = on;
