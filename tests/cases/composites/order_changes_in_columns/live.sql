CREATE TYPE public.c AS (a integer, b text);
CREATE TYPE public.gone AS (x text, y text, z date);
CREATE TABLE public.t (id integer, x public.c NOT NULL DEFAULT ROW(7, 'd'), y public.gone);
CREATE INDEX i ON public.t (((x).a));
CREATE INDEX j ON public.t (x);
CREATE VIEW public.v AS SELECT (x).a, (y).x FROM public.t;
CREATE FUNCTION public.f(public.c) RETURNS integer LANGUAGE sql AS 'SELECT ($1).a';
