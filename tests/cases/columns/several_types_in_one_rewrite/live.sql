CREATE TABLE public.t (id integer PRIMARY KEY, a integer DEFAULT 1, b integer, c text, u integer);
CREATE VIEW public.v AS SELECT a, b FROM public.t;
CREATE INDEX i ON public.t (a);
