CREATE TABLE public.t (a integer CONSTRAINT aa NOT NULL, b integer, c integer);
ALTER TABLE public.t ADD CONSTRAINT bb NOT NULL b NOT VALID;
ALTER TABLE public.t ADD NOT NULL c NOT VALID;
