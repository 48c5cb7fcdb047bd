CREATE TYPE public.r AS RANGE (subtype = date, multirange_type_name = public.rs);
CREATE TABLE public.t (a public.r, id integer);
