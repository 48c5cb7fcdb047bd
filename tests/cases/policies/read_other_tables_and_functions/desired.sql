CREATE TABLE public.t (a integer);
ALTER TABLE public.t ENABLE ROW LEVEL SECURITY;
CREATE TABLE public.new (a integer);
CREATE FUNCTION public.new() RETURNS boolean LANGUAGE sql AS 'SELECT true';
CREATE POLICY p ON public.t USING (public.new() AND EXISTS (SELECT FROM public.new n WHERE n.a = t.a));
