CREATE TYPE public.mood AS ENUM ('a', 'b');
CREATE FUNCTION public.f(m public.mood DEFAULT 'b') RETURNS integer LANGUAGE sql AS 'SELECT 1';
