CREATE FUNCTION public.who() RETURNS integer LANGUAGE sql STABLE AS 'SELECT 1';
CREATE TABLE public.e (id integer, tenant integer) PARTITION BY LIST (tenant);
CREATE TABLE public.e1 PARTITION OF public.e FOR VALUES IN (1);
ALTER TABLE public.e ENABLE ROW LEVEL SECURITY; ALTER TABLE public.e1 ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON public.e USING (tenant = public.who());
CREATE POLICY p ON public.e1 FOR SELECT TO app_reader USING (tenant = public.who());
