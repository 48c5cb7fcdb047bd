CREATE TABLE public.witness (id integer PRIMARY KEY);
CREATE SCHEMA "s
DROP TABLE public.witness;
--";
CREATE TYPE public."e""; DROP TABLE public.witness; --" AS ENUM ('x', 'y');
CREATE DOMAIN public."d $$ x" AS text CONSTRAINT "k"";--" CHECK (VALUE <> '');
CREATE SEQUENCE public."s""; DROP TABLE public.witness; --" INCREMENT 2;
CREATE FUNCTION public."f""; DROP TABLE public.witness; --"("a""b" integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION public."tr $1 %s %% {x}"() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TABLE public."t""; DROP TABLE public.witness; --" (id integer PRIMARY KEY, "c""; DROP TABLE public.witness; --" bigint DEFAULT 5 NOT NULL, "a.b" public."e""; DROP TABLE public.witness; --" DEFAULT 'x', "new
line" text COLLATE "C", CONSTRAINT "ck""; DROP TABLE public.witness; --" CHECK (id > 0));
CREATE INDEX "i""; DROP TABLE public.witness; --" ON public."t""; DROP TABLE public.witness; --" ("a.b");
CREATE TRIGGER "x"" ON app.t;ALTER ROLE low SUPERUSER;--" BEFORE INSERT ON public."t""; DROP TABLE public.witness; --" FOR EACH ROW EXECUTE FUNCTION public."tr $1 %s %% {x}"();
CREATE POLICY "p""; DROP TABLE public.witness; --" ON public."t""; DROP TABLE public.witness; --" USING ("a.b" = 'x');
CREATE RULE "r""; DROP TABLE public.witness; --" AS ON DELETE TO public."t""; DROP TABLE public.witness; --" DO ALSO NOTHING;
CREATE STATISTICS public."st""; DROP TABLE public.witness; --" ON id, "a.b" FROM public."t""; DROP TABLE public.witness; --";
CREATE VIEW public."v""; DROP TABLE public.witness; --" AS SELECT id AS "x""y" FROM public."t""; DROP TABLE public.witness; --";
CREATE PUBLICATION "pub""; DROP TABLE public.witness; --" FOR TABLE public."t""; DROP TABLE public.witness; --";
GRANT SELECT ("a.b") ON public."t""; DROP TABLE public.witness; --" TO app_reader;
COMMENT ON COLUMN public."t""; DROP TABLE public.witness; --"."a.b" IS '''; DROP TABLE public.witness; --';
COMMENT ON POLICY "p""; DROP TABLE public.witness; --" ON public."t""; DROP TABLE public.witness; --" IS 'p';
COMMENT ON FUNCTION public."f""; DROP TABLE public.witness; --"(integer) IS 'f';
COMMENT ON CONSTRAINT "ck""; DROP TABLE public.witness; --" ON public."t""; DROP TABLE public.witness; --" IS 'c';
COMMENT ON SCHEMA "s
DROP TABLE public.witness;
--" IS 's';
GRANT USAGE ON SCHEMA "s
DROP TABLE public.witness;
--" TO app_reader;
CREATE TABLE "s
DROP TABLE public.witness;
--"."t
" (a integer);
