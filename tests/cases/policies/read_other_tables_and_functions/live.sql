CREATE TABLE public.t (a integer);
ALTER TABLE public.t ENABLE ROW LEVEL SECURITY;
CREATE TABLE public.old (a integer);
CREATE FUNCTION public.old() RETURNS boolean LANGUAGE sql AS 'SELECT true';
CREATE POLICY p ON public.t USING (public.old() AND EXISTS (SELECT FROM public.old o WHERE o.a = t.a));
