CREATE TABLE public.t (a integer NOT NULL, b integer);
ALTER TABLE public.t ADD CONSTRAINT b_there NOT NULL b NOT VALID;
