CREATE TYPE public.mood AS ENUM ('a', 'b');
CREATE DOMAIN public.good_mood AS public.mood CHECK (VALUE <> 'b');
CREATE TYPE public.pair AS (m public.mood, n integer);
CREATE TABLE public.t (id integer PRIMARY KEY, d public.good_mood DEFAULT 'a', p public.pair);
