CREATE TYPE public.r AS RANGE (subtype = integer);
CREATE TABLE public.t (id integer PRIMARY KEY, a public.r);
