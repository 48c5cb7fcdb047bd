CREATE TYPE public.mood AS ENUM ('a', 'b', 'c');
CREATE TABLE public.t (id integer PRIMARY KEY, m public.mood);
CREATE PUBLICATION p FOR TABLE public.t WHERE (id > 6) WITH (publish = 'insert');
