CREATE TYPE public.c AS (a integer, b text);
CREATE TABLE public.t (id integer, x public.c NOT NULL DEFAULT ROW(1, 'x'), y public.c[]);
