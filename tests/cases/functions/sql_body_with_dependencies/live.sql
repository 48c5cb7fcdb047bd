CREATE TABLE public.t (id integer PRIMARY KEY, a integer);
CREATE FUNCTION public.f() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT sum(a) FROM public.t; END;
CREATE FUNCTION public.g() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT public.f() + 1; END;
