CREATE TYPE public.mood AS ENUM ('a', 'b', 'c');
CREATE FUNCTION public.body() RETURNS public.mood LANGUAGE sql BEGIN ATOMIC SELECT 'a'::public.mood; END;
CREATE FUNCTION public.pick(public.mood, public.mood) RETURNS public.mood LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE AGGREGATE public.first_mood(public.mood) (SFUNC = public.pick, STYPE = public.mood);
CREATE CAST (public.mood AS integer) WITH INOUT;
