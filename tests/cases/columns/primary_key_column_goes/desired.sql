CREATE TABLE public.t (code text PRIMARY KEY);
CREATE TABLE public.c (t integer);
