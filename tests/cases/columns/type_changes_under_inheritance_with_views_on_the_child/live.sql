CREATE TABLE public.p (a integer, b integer);
CREATE TABLE public.c (x integer) INHERITS (public.p);
CREATE INDEX c_a ON public.c (a);
CREATE VIEW public.v AS SELECT a, x FROM public.c;
GRANT SELECT ON public.v TO app_reader;
CREATE POLICY pol ON public.c USING (a > 0);
