CREATE TABLE public.t (a text, b text COLLATE "C");
CREATE INDEX i ON public.t (a);
CREATE VIEW public.v AS SELECT a, b FROM public.t;
