CREATE TYPE public.r AS RANGE (subtype = bigint);
CREATE TABLE public.t (id integer PRIMARY KEY, a public.r);
