CREATE SCHEMA app;
CREATE TABLE public.t (id serial PRIMARY KEY, a text);
CREATE TABLE public.c (t integer REFERENCES public.t);
CREATE VIEW public.v AS SELECT a FROM public.t;
