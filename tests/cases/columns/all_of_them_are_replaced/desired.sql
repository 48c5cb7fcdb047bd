CREATE TABLE public.t (c integer, d text);
