CREATE TABLE public.t (id integer PRIMARY KEY, a integer CHECK (a <> 0));
CREATE INDEX i ON public.t (a);
CREATE VIEW public.v AS SELECT a FROM public.t;
