CREATE FUNCTION public.f() RETURNS TABLE (a int, b text) LANGUAGE sql AS 'SELECT 1, ''x''::text';
CREATE VIEW public.v AS SELECT * FROM public.f();
