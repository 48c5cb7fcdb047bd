CREATE TABLE public.t (a integer, b integer GENERATED ALWAYS AS (a + 2) VIRTUAL, c integer GENERATED ALWAYS AS (a * 2) VIRTUAL, d integer GENERATED ALWAYS AS (a - 1) VIRTUAL);
CREATE TABLE public.s (a integer, b integer GENERATED ALWAYS AS (a + 1) VIRTUAL);
