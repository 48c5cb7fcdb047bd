CREATE TABLE public.t (a integer);
CREATE SCHEMA app AUTHORIZATION app_owner;
COMMENT ON SCHEMA app IS 'x';
GRANT USAGE ON SCHEMA app TO app_reader;
CREATE TYPE app.mood AS ENUM ('a');
CREATE TABLE app.t (m app.mood);
CREATE FUNCTION app.f() RETURNS SETOF app.t LANGUAGE sql AS 'SELECT * FROM app.t';
CREATE VIEW app.v AS SELECT m FROM app.f();
