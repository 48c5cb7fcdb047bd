CREATE TABLE public.t (a integer, c integer, b integer);
