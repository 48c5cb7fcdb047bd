CREATE DOMAIN public.d AS bigint;
CREATE TYPE public.r AS RANGE (subtype = public.d);
CREATE TABLE public.t (a public.r);
