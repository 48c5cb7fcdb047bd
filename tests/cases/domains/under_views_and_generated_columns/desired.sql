CREATE DOMAIN public.d AS text CHECK (VALUE <> '');
CREATE TABLE public.t (id integer, a public.d, n integer GENERATED ALWAYS AS (length(a)) STORED);
CREATE INDEX i ON public.t (lower(a)) WHERE a <> 'x';
CREATE MATERIALIZED VIEW public.m AS SELECT a FROM public.t;
CREATE POLICY p ON public.t USING (a = 'x');
