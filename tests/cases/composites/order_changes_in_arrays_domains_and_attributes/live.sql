CREATE TYPE public.c AS (a text, b text);
CREATE TYPE public.o AS (p public.c, q public.c[], r integer);
CREATE DOMAIN public.d AS public.c CHECK ((VALUE).a <> 'forbidden');
CREATE DOMAIN public.many AS public.c[];
CREATE TABLE public.t (id integer, l public.c[] DEFAULT '{}', x public.o, y public.o[], z public.d, w public.many, u public.d[]);
