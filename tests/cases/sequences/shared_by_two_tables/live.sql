CREATE SEQUENCE public.s;
CREATE TABLE public.a (id integer DEFAULT nextval('public.s'));
CREATE TABLE public.b (id integer DEFAULT nextval('public.s'));
