CREATE TABLE public.t (a integer, b integer GENERATED ALWAYS AS (a + 1) VIRTUAL, CONSTRAINT k CHECK (b < 100));
CREATE VIEW public.v AS SELECT b FROM public.t;
