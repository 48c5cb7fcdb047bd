CREATE FUNCTION public.f(IN a int, OUT b int) LANGUAGE sql AS 'SELECT a';
