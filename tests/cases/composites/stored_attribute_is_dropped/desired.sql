CREATE TYPE public.c AS (a integer);
CREATE DOMAIN public.dc AS public.c;
CREATE TYPE public.o AS (x public.c[]);
CREATE TABLE public.t (id integer, a public.c, b public.c[], d public.dc, e public.o);
CREATE TABLE public.tt OF public.c;
