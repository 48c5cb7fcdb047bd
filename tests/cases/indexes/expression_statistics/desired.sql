CREATE TABLE public.t (a integer, b text);
CREATE INDEX i ON public.t (a, lower(b));
ALTER INDEX public.i ALTER COLUMN 2 SET STATISTICS 500;
