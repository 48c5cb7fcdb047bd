CREATE TABLE public.t (id integer PRIMARY KEY, a bigint);
ALTER TABLE public.t ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON public.t USING (a > 0);
COMMENT ON POLICY p ON public.t IS 'p';
CREATE TABLE public.u (id integer PRIMARY KEY);
CREATE POLICY q ON public.u FOR SELECT TO app_reader USING (EXISTS (SELECT 1 FROM public.t WHERE t.a = u.id));
