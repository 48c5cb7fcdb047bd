CREATE TABLE public.t (id integer PRIMARY KEY, a text UNIQUE);
CREATE VIEW public.v AS SELECT a FROM public.t;
