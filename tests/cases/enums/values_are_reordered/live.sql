CREATE TYPE public.mood AS ENUM ('a', 'b', 'c');
CREATE TABLE public.t (id integer PRIMARY KEY, m public.mood);
CREATE INDEX i ON public.t (m);
