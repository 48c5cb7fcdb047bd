CREATE FUNCTION public.who() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT 1::bigint';
CREATE TABLE public.e (id integer, tenant integer, at date) PARTITION BY LIST (tenant);
CREATE TABLE public.e1 PARTITION OF public.e FOR VALUES IN (1);
CREATE TABLE public.e2 PARTITION OF public.e FOR VALUES IN (2);
ALTER TABLE public.e ENABLE ROW LEVEL SECURITY; ALTER TABLE public.e2 FORCE ROW LEVEL SECURITY;
CREATE POLICY p ON public.e USING (tenant = public.who()) WITH CHECK (tenant = public.who() AND at IS NOT NULL);
CREATE POLICY p ON public.e2 FOR DELETE TO app_reader USING (tenant = public.who());
