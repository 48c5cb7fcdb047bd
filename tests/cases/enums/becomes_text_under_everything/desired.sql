CREATE TYPE public.e AS ENUM ('x', 'y');
CREATE TABLE public.t (id integer PRIMARY KEY, a text NOT NULL DEFAULT 'x', CONSTRAINT ck CHECK (a <> 'y' OR id > 0), CONSTRAINT u UNIQUE (a, id));
CREATE INDEX i ON public.t (id) WHERE a = 'x';
CREATE VIEW public.v AS SELECT a FROM public.t WHERE a = 'x';
CREATE POLICY p ON public.t USING (a = 'x');
CREATE FUNCTION public.tr() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER tr BEFORE UPDATE ON public.t FOR EACH ROW WHEN (NEW.a = 'x') EXECUTE FUNCTION public.tr();
