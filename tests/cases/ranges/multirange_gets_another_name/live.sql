CREATE TYPE public.r AS RANGE (subtype = date);
CREATE TABLE public.t (a public.r, id integer);
