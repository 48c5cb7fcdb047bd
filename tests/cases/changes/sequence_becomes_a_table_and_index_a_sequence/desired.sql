CREATE TABLE public.a (x integer);
CREATE TABLE public.t (x integer);
CREATE SEQUENCE public.b;
CREATE TABLE public.c (x integer);
