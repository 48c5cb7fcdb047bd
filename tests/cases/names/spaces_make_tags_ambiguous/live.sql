CREATE FUNCTION public.tr() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TABLE public."a" (id integer, CONSTRAINT "b c" UNIQUE (id));
CREATE TABLE public."a b" (id integer, CONSTRAINT "c" CHECK (id > 0));
CREATE TRIGGER "b c" BEFORE INSERT ON public."a" FOR EACH ROW EXECUTE FUNCTION public.tr();
CREATE TRIGGER "c" BEFORE INSERT ON public."a b" FOR EACH ROW EXECUTE FUNCTION public.tr();
CREATE POLICY "b c" ON public."a" USING (true);
CREATE POLICY "c" ON public."a b" USING (true);
COMMENT ON TRIGGER "b c" ON public."a" IS 'one';
