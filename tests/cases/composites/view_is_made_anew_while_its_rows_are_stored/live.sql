CREATE TABLE public.a (i integer, n text);
CREATE VIEW public.v AS SELECT i, n FROM public.a;
CREATE VIEW public.own AS SELECT 1 AS i, 'x'::text AS n;
CREATE TABLE public.b (id integer, x public.v, y public.own[] DEFAULT '{}');
