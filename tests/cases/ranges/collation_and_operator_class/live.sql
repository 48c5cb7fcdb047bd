CREATE TYPE public.r AS RANGE (subtype = text);
CREATE TABLE public.t (a public.r, EXCLUDE USING gist (a WITH &&));
