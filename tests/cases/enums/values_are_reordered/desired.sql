CREATE TYPE public.mood AS ENUM ('c', 'a', 'b');
CREATE TABLE public.t (id integer PRIMARY KEY, m public.mood);
CREATE INDEX i ON public.t (m);
