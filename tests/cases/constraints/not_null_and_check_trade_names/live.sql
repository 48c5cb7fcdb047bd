CREATE TABLE public.t (a integer CONSTRAINT x NOT NULL, b integer CONSTRAINT y CHECK (b > 0), c integer CONSTRAINT z UNIQUE);
