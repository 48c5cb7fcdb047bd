CREATE TABLE public.t (a integer, owner text);
ALTER TABLE public.t ENABLE ROW LEVEL SECURITY;
CREATE POLICY roles ON public.t TO app_reader USING (true);
CREATE POLICY cmd ON public.t FOR SELECT USING (a > 0);
CREATE POLICY expr ON public.t USING (a > 0) WITH CHECK (a > 0);
CREATE POLICY kind ON public.t AS PERMISSIVE USING (true);
CREATE POLICY gone ON public.t USING (true);
COMMENT ON POLICY cmd ON public.t IS 'c';
