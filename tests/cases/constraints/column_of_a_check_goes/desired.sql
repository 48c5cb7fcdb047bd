CREATE TABLE public.t (a integer, c integer);
