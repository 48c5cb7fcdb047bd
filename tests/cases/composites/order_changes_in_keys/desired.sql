CREATE TYPE public.c AS (b text, a integer);
CREATE TABLE public.t (k public.c PRIMARY KEY);
CREATE TABLE public.u (k public.c CONSTRAINT of_t REFERENCES public.t ON DELETE CASCADE, n integer GENERATED ALWAYS AS ((k).a) STORED);
