CREATE TABLE public.t (a varchar(20), b integer, CONSTRAINT k CHECK (a <> '' AND b > 0));
CREATE INDEX i ON public.t (lower(a));
CREATE VIEW public.v AS SELECT a FROM public.t;
