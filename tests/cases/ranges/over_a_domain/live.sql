CREATE DOMAIN public.d AS integer;
CREATE TYPE public.r AS RANGE (subtype = public.d);
CREATE TABLE public.t (a public.r);
