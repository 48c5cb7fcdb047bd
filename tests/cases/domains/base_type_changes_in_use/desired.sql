CREATE DOMAIN public.d AS varchar(20) DEFAULT 'x' NOT NULL CONSTRAINT one CHECK (VALUE <> '');
COMMENT ON DOMAIN public.d IS 'dd';
COMMENT ON CONSTRAINT one ON DOMAIN public.d IS 'cc';
GRANT USAGE ON DOMAIN public.d TO app_reader;
CREATE TABLE public.t (id int, a public.d, b public.d[]);
CREATE VIEW public.v AS SELECT a FROM public.t;
CREATE FUNCTION public.f(public.d) RETURNS int LANGUAGE sql AS 'SELECT 1';
