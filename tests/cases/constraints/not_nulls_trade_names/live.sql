CREATE TABLE public.t (a integer CONSTRAINT x NOT NULL, b integer CONSTRAINT y NOT NULL);
