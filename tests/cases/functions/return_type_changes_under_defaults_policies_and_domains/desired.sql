CREATE FUNCTION public.num() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';
CREATE FUNCTION public.ok(y integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 > 0';
CREATE DOMAIN public.d AS integer DEFAULT public.num() CONSTRAINT k CHECK (public.ok(VALUE));
CREATE TABLE public.t (id integer PRIMARY KEY, a integer DEFAULT public.num(), d public.d, CONSTRAINT k CHECK (public.ok(a)));
CREATE POLICY p ON public.t USING (public.ok(a)) WITH CHECK (public.num() = 1);
COMMENT ON CONSTRAINT k ON public.t IS 'k';
COMMENT ON POLICY p ON public.t IS 'p';
