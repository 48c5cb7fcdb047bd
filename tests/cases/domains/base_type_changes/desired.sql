CREATE DOMAIN public.d AS bigint CHECK (VALUE > 0);
CREATE TABLE public.t (id integer PRIMARY KEY, a public.d DEFAULT 1, b public.d NOT NULL);
CREATE VIEW public.v AS SELECT a FROM public.t;
CREATE FUNCTION public.f(public.d) RETURNS integer LANGUAGE sql AS 'SELECT 1';
COMMENT ON DOMAIN public.d IS 'd';
