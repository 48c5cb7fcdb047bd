CREATE TABLE public.t (a integer NOT NULL, b integer, c integer CONSTRAINT c_there NOT NULL);
