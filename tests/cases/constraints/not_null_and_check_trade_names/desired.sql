CREATE TABLE public.t (a integer CONSTRAINT y NOT NULL, b integer CONSTRAINT z CHECK (b > 0), c integer CONSTRAINT x UNIQUE);
