CREATE TABLE public.t (a character varying(50), b character varying(5), c character(5));
