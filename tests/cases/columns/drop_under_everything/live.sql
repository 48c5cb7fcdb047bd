CREATE TABLE public.t (id integer PRIMARY KEY, a integer, b integer, CHECK (a > b), UNIQUE (a, b));
CREATE INDEX i ON public.t (a) INCLUDE (b);
CREATE STATISTICS public.st ON a, b FROM public.t;
CREATE VIEW public.v AS SELECT id, a, b FROM public.t;
CREATE FUNCTION public.tr() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER tr BEFORE UPDATE OF a, b ON public.t FOR EACH ROW EXECUTE FUNCTION public.tr();
CREATE POLICY p ON public.t USING (b > 0);
CREATE TABLE public.u (a integer, b integer, FOREIGN KEY (a, b) REFERENCES public.t (a, b));
