CREATE SCHEMA app;
CREATE TABLE app.t (id serial PRIMARY KEY, a text);
CREATE TABLE public.c (t integer REFERENCES app.t);
CREATE VIEW public.v AS SELECT a FROM app.t;
