CREATE TABLE public.t (a integer, b integer CONSTRAINT bb NOT NULL, c integer);
ALTER TABLE public.t ADD CONSTRAINT aa NOT NULL a NOT VALID;
