CREATE SEQUENCE public.s CACHE 5;
CREATE TABLE public.a (id integer DEFAULT nextval('public.s'));
CREATE TABLE public.c (id bigint DEFAULT nextval('public.s'));
