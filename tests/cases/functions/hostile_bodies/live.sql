CREATE FUNCTION public.f() RETURNS text LANGUAGE plpgsql AS $x$BEGIN RETURN 'a;b'; END$x$;
