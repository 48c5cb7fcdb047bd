CREATE TYPE public.mood AS ENUM ('a', 'sad');
CREATE TABLE public.t (id integer PRIMARY KEY, m public.mood DEFAULT 'a');
