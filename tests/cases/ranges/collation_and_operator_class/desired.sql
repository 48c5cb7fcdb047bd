CREATE TYPE public.r AS RANGE (subtype = text, collation = "C");
CREATE TABLE public.t (a public.r, EXCLUDE USING gist (a WITH &&));
