CREATE TABLE public.p (id integer PRIMARY KEY, first text, last text);
CREATE FUNCTION public.full_name(public.p) RETURNS text LANGUAGE sql IMMUTABLE AS $$SELECT $1.first || $1.last$$;
CREATE VIEW public.names AS SELECT p.id, public.full_name(p.*) FROM public.p;
CREATE INDEX p_fn ON public.p (public.full_name(p));
CREATE FUNCTION public.all_p() RETURNS SETOF public.p LANGUAGE sql BEGIN ATOMIC SELECT * FROM public.p; END;
