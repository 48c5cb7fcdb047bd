CREATE FUNCTION public.num() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION public.ok(x integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 > 0';
CREATE DOMAIN public.d AS integer DEFAULT public.num() CONSTRAINT k CHECK (public.ok(VALUE));
CREATE TABLE public.t (id integer PRIMARY KEY, a integer DEFAULT public.num(), d public.d, CONSTRAINT k CHECK (public.ok(a)));
CREATE POLICY p ON public.t USING (public.ok(a)) WITH CHECK (public.num() = 1);
COMMENT ON CONSTRAINT k ON public.t IS 'k';
COMMENT ON POLICY p ON public.t IS 'p';
