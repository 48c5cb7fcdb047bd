CREATE TYPE public.c AS (a integer, b text);
CREATE TABLE public.t (id integer, x public.c) PARTITION BY LIST (id);
CREATE TABLE public.t1 PARTITION OF public.t FOR VALUES IN (1);
CREATE TABLE public.p (id integer, x public.c);
CREATE TABLE public.k (more text) INHERITS (public.p);
CREATE MATERIALIZED VIEW public.m AS SELECT x FROM public.p;
