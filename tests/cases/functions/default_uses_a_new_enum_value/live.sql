CREATE TYPE public.mood AS ENUM ('a');
CREATE FUNCTION public.f(m public.mood DEFAULT 'a') RETURNS integer LANGUAGE sql AS 'SELECT 1';
