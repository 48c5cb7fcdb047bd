-- 5 changes (+2 ~2 -1) · worst: SC101 removes rows or values of public.documents · longest lock: ACCESS EXCLUSIVE on public.books (rewrite) · proven on PostgreSQL 18.6, live is 17.6
-- cannot be planned: subscription replica
-- database app, PostgreSQL 17.6, schemactl 0.1.0
-- from fingerprint 1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f
-- to fingerprint   2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e
-- run it with psql -X -v ON_ERROR_STOP=1 -f plan.sql; what is committed before an error stays
-- parts: transaction 1 of 2 · expand and migrate, outside a transaction · expand, transaction 2 of 2 · contract
-- refused by apply until allowed by name: --allow SC101:public.documents
-- ask first, 0 means go on (n rows have no thread): SELECT count(*) FROM chat.messages
-- error: subscription replica differs
-- note: schema/chat/messages.py:7: every database moved
-- note: the columns of 5 tables stand in another order than declared: public.wide_0, public.wide_1, public.wide_2 and 2 more

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

BEGIN;

-- 1 · table public.notes is missing · schema/public/notes.py:12
CREATE TABLE public.notes (
    id bigint NOT NULL,
    reader uuid
);

-- 2 · column total_pages differs · ACCESS EXCLUSIVE on public.books (rewrite) · SC211 table-rewrite (outage) on public.books
ALTER TABLE public.books ALTER COLUMN total_pages TYPE bigint;

-- 3 · constraint messages_thread_fkey is not validated · SHARE ROW EXCLUSIVE on chat.messages (full scan) · SC205 scan-under-lock (outage) on chat.messages
ALTER TABLE chat.messages VALIDATE CONSTRAINT messages_thread_fkey;
-- must be true now: SELECT convalidated FROM pg_constraint

COMMIT;

-- outside a transaction; it waits for others without blocking them
SET lock_timeout = 0;

-- 4 · index public.notes_reader_idx is missing
CREATE INDEX CONCURRENTLY notes_reader_idx ON public.notes USING btree (reader);
SET lock_timeout = '500ms';

BEGIN;

-- 5 · table public.documents is not declared · SC101 drop-table (loss) on public.documents
DROP TABLE public.documents;

COMMIT;
