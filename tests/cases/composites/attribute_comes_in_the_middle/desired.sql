CREATE TYPE public.c AS (a bigint, mid date, b character varying(5));
CREATE TABLE public.t (id integer, x public.c NOT NULL DEFAULT ROW(1, NULL, 'x'), y public.c[]);
