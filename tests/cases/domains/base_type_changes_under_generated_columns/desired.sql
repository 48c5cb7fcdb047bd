CREATE DOMAIN public.d AS bigint;
CREATE TABLE public.t (x integer, g public.d GENERATED ALWAYS AS (x) STORED, h public.d);
CREATE INDEX i ON public.t (g);
CREATE VIEW public.v AS SELECT g, h FROM public.t;
CREATE TABLE public.p (x integer, g public.d GENERATED ALWAYS AS (x) STORED) PARTITION BY LIST (x);
CREATE TABLE public.p1 PARTITION OF public.p DEFAULT;
CREATE VIEW public.w AS SELECT g FROM public.p1;
