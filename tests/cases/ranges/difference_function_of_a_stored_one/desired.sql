CREATE TYPE public.r AS RANGE (subtype = float8, subtype_diff = float8mi, multirange_type_name = public.mr);
CREATE TABLE public.t (id int, a public.r, b public.mr);
CREATE INDEX i ON public.t USING gist (a);
