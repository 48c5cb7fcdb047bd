-- A database with an object of every kind that needs no library of its own. Roles are the platform's.
CREATE EXTENSION pg_trgm SCHEMA public;
CREATE SCHEMA app;
COMMENT ON SCHEMA app IS 'one of everything';
GRANT USAGE ON SCHEMA app TO anon;
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO anon;

CREATE TYPE app.mood AS ENUM ('calm', 'wild');
CREATE TYPE app.pair AS (a integer, b text);
CREATE TYPE app.span AS RANGE (subtype = integer);
CREATE DOMAIN app.positive AS integer CHECK (VALUE > 0);
CREATE COLLATION app.plain (provider = libc, locale = 'C');
CREATE CONVERSION app.conversion FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
CREATE SEQUENCE app.numbers;

CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE FUNCTION app.notice() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE FUNCTION app.add(a integer, b integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT a + b';
CREATE FUNCTION app.as_mood(a integer) RETURNS app.mood LANGUAGE sql IMMUTABLE AS $$SELECT 'calm'::app.mood$$;
CREATE FUNCTION app.compare(a app.pair, b app.pair) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 0';
CREATE FUNCTION app.less(a app.pair, b app.pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT false';
CREATE FUNCTION app.handler(internal) RETURNS index_am_handler LANGUAGE internal AS 'bthandler';
CREATE PROCEDURE app.nothing() LANGUAGE sql AS '';
CREATE AGGREGATE app.sum(integer) (sfunc = app.add, stype = integer);
CREATE OPERATOR app.@+@ (function = app.add, leftarg = integer, rightarg = integer);
CREATE OPERATOR app.<<< (function = app.less, leftarg = app.pair, rightarg = app.pair);
CREATE OPERATOR FAMILY app.family USING btree;
CREATE OPERATOR CLASS app.pairs FOR TYPE app.pair USING btree FAMILY app.family AS
    OPERATOR 1 app.<<<, FUNCTION 1 app.compare(app.pair, app.pair);
CREATE CAST (integer AS app.mood) WITH FUNCTION app.as_mood(integer);
CREATE ACCESS METHOD own_btree TYPE INDEX HANDLER app.handler;
CREATE LANGUAGE own_language HANDLER plpgsql_call_handler;

CREATE TABLE app.books (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    number integer DEFAULT nextval('app.numbers'),
    title text CHECK (title <> ''),
    mood app.mood
);
ALTER SEQUENCE app.numbers OWNED BY app.books.number;
ALTER TABLE app.books ADD CONSTRAINT late CHECK (number > 0) NOT VALID;
CREATE TABLE app.notes (book integer REFERENCES app.books, day date) PARTITION BY RANGE (day);
CREATE TABLE app.notes_2025 PARTITION OF app.notes FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE INDEX notes_day ON app.notes (day);
CREATE STATISTICS app.related ON number, title FROM app.books;
CREATE VIEW app.titles AS SELECT title FROM app.books;
ALTER VIEW app.titles ALTER title SET DEFAULT 'none';
CREATE MATERIALIZED VIEW app.counts AS SELECT count(*) FROM app.books;
CREATE RULE nothing AS ON DELETE TO app.books DO INSTEAD NOTHING;
CREATE TRIGGER touch BEFORE UPDATE ON app.books FOR EACH ROW EXECUTE FUNCTION app.touch();
CREATE EVENT TRIGGER notice ON ddl_command_end EXECUTE FUNCTION app.notice();
ALTER EVENT TRIGGER notice DISABLE;
ALTER TABLE app.books ENABLE ROW LEVEL SECURITY;
CREATE POLICY everybody ON app.books USING (true);

CREATE TEXT SEARCH PARSER app.parser (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);
CREATE TEXT SEARCH TEMPLATE app.template (lexize = dsimple_lexize);
CREATE TEXT SEARCH DICTIONARY app.dictionary (template = app.template);
CREATE TEXT SEARCH CONFIGURATION app.configuration (parser = app.parser);

CREATE FOREIGN DATA WRAPPER wrapper;
CREATE SERVER elsewhere FOREIGN DATA WRAPPER wrapper;
CREATE USER MAPPING FOR anon SERVER elsewhere;
CREATE FOREIGN TABLE app.remote (id integer) SERVER elsewhere;

CREATE PUBLICATION single FOR TABLE app.books;
CREATE PUBLICATION whole FOR TABLES IN SCHEMA app;
