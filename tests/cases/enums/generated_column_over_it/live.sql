CREATE TYPE public.mood AS ENUM ('a', 'b', 'c');
CREATE TABLE public.t (id integer PRIMARY KEY, m public.mood, is_a boolean GENERATED ALWAYS AS (m = 'a') STORED);
