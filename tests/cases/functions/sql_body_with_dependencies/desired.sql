CREATE TABLE public.t (id integer PRIMARY KEY, b integer);
CREATE FUNCTION public.f() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT sum(b) FROM public.t; SELECT count(*) FROM public.t; END;
CREATE FUNCTION public.g() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT public.f() + 2; END;
