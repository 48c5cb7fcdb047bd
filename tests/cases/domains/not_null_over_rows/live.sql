CREATE DOMAIN public.d AS integer;
CREATE DOMAIN public.dd AS public.d;
CREATE TABLE public.t (a public.d, b public.dd, c public.d[]);
