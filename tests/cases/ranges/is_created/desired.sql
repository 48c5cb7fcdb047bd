CREATE TYPE public.r AS RANGE (subtype = float8, subtype_diff = float8mi);
CREATE TABLE public.t (a public.r, b public.r_multirange);
