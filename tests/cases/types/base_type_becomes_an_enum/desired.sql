CREATE TYPE public.b AS ENUM ('1', '2');
CREATE DOMAIN public.d AS public.b;
CREATE TYPE public.c AS (q public.b);
CREATE TABLE public.t (id integer, x public.b DEFAULT '1', y public.b[], z public.d, w public.c);
CREATE VIEW public.v AS SELECT x FROM public.t;
CREATE FUNCTION public.g(public.b) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE CAST (public.b AS text) WITH INOUT;
GRANT SELECT ON public.v TO app_reader;
