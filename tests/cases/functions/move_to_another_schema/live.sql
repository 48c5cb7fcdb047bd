CREATE SCHEMA app;
CREATE FUNCTION public.f(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE FUNCTION public.tr() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TABLE public.t (a integer DEFAULT public.f(1), CONSTRAINT k CHECK (public.f(a) > 0));
CREATE INDEX i ON public.t (public.f(a));
CREATE TRIGGER tr BEFORE INSERT ON public.t FOR EACH ROW EXECUTE FUNCTION public.tr();
CREATE VIEW public.v AS SELECT public.f(a) AS a FROM public.t;
