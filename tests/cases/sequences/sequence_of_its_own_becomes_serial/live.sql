CREATE SEQUENCE public.numbers AS integer;
CREATE TABLE public.t (id integer DEFAULT nextval('public.numbers') PRIMARY KEY, n integer);
