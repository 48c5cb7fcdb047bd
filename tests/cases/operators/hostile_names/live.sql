CREATE FUNCTION public."f "".;'--"(int, int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 < $2';
CREATE SCHEMA "odd ""; --";
CREATE OPERATOR "odd ""; --".<@#> (FUNCTION = public."f "".;'--", LEFTARG = int, RIGHTARG = int);
CREATE OPERATOR FAMILY "odd ""; --"."fam $$ ' ;" USING btree;
CREATE OPERATOR CLASS "odd ""; --"."cls "" --" FOR TYPE int USING btree FAMILY "odd ""; --"."fam $$ ' ;" AS OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(int, int);
CREATE TABLE public.t (a int);
CREATE INDEX i ON public.t (a "odd ""; --"."cls "" --");
CREATE VIEW public.v AS SELECT a OPERATOR("odd ""; --".<@#>) 1 AS x FROM public.t;
