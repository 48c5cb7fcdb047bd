CREATE SEQUENCE public.other AS integer;
CREATE TABLE public.t (id integer DEFAULT nextval('public.other') PRIMARY KEY, n integer);
