CREATE TYPE public.mood AS ENUM ('b', 'd');
CREATE TABLE public.t (id integer PRIMARY KEY, m public.mood DEFAULT 'b');
