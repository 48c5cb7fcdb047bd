CREATE TYPE public.r AS RANGE (subtype = integer, multirange_type_name = public.many);
CREATE TABLE public.t (id integer, x public.r, y public.r[], z public.many DEFAULT '{[1,2)}');
CREATE FUNCTION public.g(public.r) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE INDEX i ON public.t USING gist (x);
ALTER TABLE public.t ADD CONSTRAINT apart EXCLUDE USING gist (x WITH &&);
CREATE VIEW public.v AS SELECT x::public.many AS many FROM public.t;
