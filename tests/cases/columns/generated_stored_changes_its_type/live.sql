CREATE TABLE public.t (a integer, b integer GENERATED ALWAYS AS (a + 1) STORED NOT NULL);
CREATE UNIQUE INDEX i ON public.t (b);
