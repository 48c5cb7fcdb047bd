CREATE TABLE public.t (a integer CONSTRAINT n NOT NULL NO INHERIT, b integer NOT NULL);
