CREATE TABLE public.t (a text, b numeric);
