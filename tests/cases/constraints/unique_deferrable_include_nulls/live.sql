CREATE TABLE public.t (a integer, b integer, c integer, CONSTRAINT x UNIQUE (a), CONSTRAINT y UNIQUE (b), CONSTRAINT z UNIQUE (c), CONSTRAINT w UNIQUE (a, b) DEFERRABLE);
