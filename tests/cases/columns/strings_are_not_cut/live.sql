CREATE TABLE public.t (a character varying(100), b text, c character(20));
