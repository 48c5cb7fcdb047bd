CREATE SEQUENCE public.s;
CREATE VIEW public.v AS SELECT last_value FROM public.s;
CREATE TABLE public.t (id bigint DEFAULT nextval('public.s') * 2, n integer);
