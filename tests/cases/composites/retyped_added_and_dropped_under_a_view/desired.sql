CREATE TYPE public.c AS (a bigint, b text, f date);
CREATE TABLE public.t (id integer, a public.c DEFAULT '(1,q,)', b public.c[] DEFAULT '{}');
CREATE VIEW public.v AS SELECT (a).a AS x, (a).b FROM public.t;
CREATE INDEX i ON public.t (((a).a));
