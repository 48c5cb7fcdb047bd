CREATE DOMAIN public.mail AS text DEFAULT 'a@b' CONSTRAINT has_at CHECK (VALUE ~ '@');
CREATE TABLE public.t (id integer PRIMARY KEY, a public.mail);
CREATE FUNCTION public.f(public.mail) RETURNS public.mail LANGUAGE sql AS 'SELECT $1';
CREATE VIEW public.v AS SELECT a FROM public.t;
COMMENT ON CONSTRAINT has_at ON DOMAIN public.mail IS 'c';
