CREATE SEQUENCE public.a;
CREATE TABLE public.t (x integer);
CREATE INDEX b ON public.t (x);
CREATE TYPE public.c AS (x integer);
