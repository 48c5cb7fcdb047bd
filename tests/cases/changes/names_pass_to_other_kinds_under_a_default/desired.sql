CREATE TABLE public.s (id integer);
CREATE TABLE public.t (id integer);
CREATE VIEW public.v AS SELECT id FROM public.t;
CREATE SEQUENCE public.m;
GRANT USAGE ON SEQUENCE public.m TO app_reader;
