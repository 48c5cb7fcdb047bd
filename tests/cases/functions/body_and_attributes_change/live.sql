CREATE FUNCTION public.a() RETURNS integer LANGUAGE sql AS $$select 1$$;
CREATE FUNCTION public.b() RETURNS integer LANGUAGE sql AS $$select 1$$;
CREATE FUNCTION public.c() RETURNS integer LANGUAGE sql SET search_path = 'public' AS $$select 1$$;
CREATE FUNCTION public.d(a integer DEFAULT 1) RETURNS integer LANGUAGE sql AS $$select 1$$;
CREATE FUNCTION public.e() RETURNS SETOF integer LANGUAGE sql ROWS 10 AS $$select 1$$;
GRANT EXECUTE ON FUNCTION public.a() TO app_reader;
COMMENT ON FUNCTION public.a() IS 'a';
