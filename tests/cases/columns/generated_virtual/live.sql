CREATE TABLE public.t (a integer, b integer GENERATED ALWAYS AS (a + 1) VIRTUAL, d integer);
CREATE TABLE public.s (a integer, b integer GENERATED ALWAYS AS (a + 1) STORED);
