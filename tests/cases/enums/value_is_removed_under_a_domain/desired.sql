CREATE TYPE public.mood AS ENUM ('a', 'b');
CREATE DOMAIN public.good_mood AS public.mood;
CREATE TABLE public.t (id integer PRIMARY KEY, d public.good_mood);
