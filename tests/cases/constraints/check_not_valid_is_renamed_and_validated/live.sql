CREATE TABLE public.t (a integer);
ALTER TABLE public.t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;
