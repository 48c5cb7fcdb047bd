CREATE TYPE public.mood AS ENUM ('a', 'b', 'c', 'd', 'e', 'f');
CREATE TABLE public.t (id integer PRIMARY KEY, m public.mood DEFAULT 'b');
