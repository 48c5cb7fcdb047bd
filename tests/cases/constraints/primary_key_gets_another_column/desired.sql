CREATE TABLE public.t (a integer, b integer, PRIMARY KEY (a, b));
