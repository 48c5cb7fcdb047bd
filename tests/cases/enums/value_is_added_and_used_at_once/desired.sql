CREATE TYPE public.mood AS ENUM ('a', 'b');
CREATE TABLE public.t (id integer PRIMARY KEY, m public.mood DEFAULT 'b', n public.mood DEFAULT 'b', CHECK (m <> 'b' OR id > 0));
CREATE INDEX i ON public.t (id) WHERE m = 'b';
CREATE VIEW public.v AS SELECT id FROM public.t WHERE m = 'b'::public.mood;
CREATE FUNCTION public.f(m public.mood DEFAULT 'b') RETURNS integer LANGUAGE sql AS 'SELECT 1';
