CREATE TABLE public.t (a integer, b integer GENERATED ALWAYS AS (a + 1) VIRTUAL);
CREATE VIEW public.v AS SELECT b FROM public.t;
