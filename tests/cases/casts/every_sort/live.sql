CREATE TYPE public.e AS ENUM ('a');
CREATE DOMAIN public.d AS int;
CREATE TYPE public.c AS (a int);
