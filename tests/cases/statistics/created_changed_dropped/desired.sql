CREATE TABLE public.t (a integer, b integer, c integer);
CREATE STATISTICS public.changed (ndistinct, mcv) ON a, c FROM public.t;
CREATE STATISTICS public.expr ON (a + b) FROM public.t;
CREATE STATISTICS public.target ON a, c FROM public.t;
ALTER STATISTICS public.target SET STATISTICS 50;
COMMENT ON STATISTICS public.expr IS 'x';
