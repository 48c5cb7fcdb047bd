CREATE DOMAIN public.d AS text;
CREATE TYPE public.e AS ENUM ('a');
CREATE TYPE public.c AS (a integer);
CREATE TYPE public.r AS RANGE (subtype = date);
CREATE TABLE public.t (d public.d, e public.e, c public.c, r public.r);
