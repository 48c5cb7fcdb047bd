CREATE TABLE public.t (id integer PRIMARY KEY, a integer);
CREATE INDEX i ON public.t (a);
CREATE VIEW public.v AS SELECT id, a FROM public.t;
CREATE FUNCTION public.tr() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER tr BEFORE UPDATE OF a ON public.t FOR EACH ROW EXECUTE FUNCTION public.tr();
CREATE POLICY p ON public.t USING (a > 0);
CREATE TABLE public.u (a integer, b integer);
