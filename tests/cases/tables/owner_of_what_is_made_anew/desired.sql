CREATE TABLE public.t (id integer PRIMARY KEY, a bigint);
ALTER TABLE public.t OWNER TO app_owner;
CREATE VIEW public.v AS SELECT a FROM public.t;
ALTER VIEW public.v OWNER TO app_owner;
GRANT SELECT ON public.v TO app_reader;
CREATE MATERIALIZED VIEW public.m AS SELECT a FROM public.v;
ALTER MATERIALIZED VIEW public.m OWNER TO app_owner;
CREATE FUNCTION public.f() RETURNS SETOF public.v LANGUAGE sql SECURITY DEFINER AS 'SELECT * FROM public.v';
ALTER FUNCTION public.f() OWNER TO app_writer;
