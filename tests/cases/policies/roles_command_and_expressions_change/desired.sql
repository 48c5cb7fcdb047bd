CREATE TABLE public.t (a integer, owner text);
ALTER TABLE public.t ENABLE ROW LEVEL SECURITY;
CREATE POLICY roles ON public.t TO app_writer, app_reader USING (true);
CREATE POLICY cmd ON public.t FOR UPDATE USING (a > 0);
CREATE POLICY expr ON public.t USING (owner = CURRENT_USER);
CREATE POLICY kind ON public.t AS RESTRICTIVE USING (true);
CREATE POLICY "it's; new" ON public.t FOR INSERT WITH CHECK (a IN (SELECT 1));
COMMENT ON POLICY cmd ON public.t IS 'c';
