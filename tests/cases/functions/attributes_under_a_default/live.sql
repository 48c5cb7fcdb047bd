CREATE FUNCTION public.f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE TABLE public.t (a int DEFAULT public.f(1));
