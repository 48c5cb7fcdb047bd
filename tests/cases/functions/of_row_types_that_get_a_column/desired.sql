CREATE TABLE public.p (id bigint PRIMARY KEY, first text, middle text, last text);
CREATE FUNCTION public.full_name(public.p) RETURNS text LANGUAGE sql IMMUTABLE AS $$SELECT $1.first || $1.middle || $1.last$$;
CREATE VIEW public.names AS SELECT p.id, public.full_name(p.*) FROM public.p;
CREATE INDEX p_fn ON public.p (public.full_name(p));
CREATE FUNCTION public.all_p() RETURNS SETOF public.p LANGUAGE sql BEGIN ATOMIC SELECT id, first, last, middle FROM public.p; END;
