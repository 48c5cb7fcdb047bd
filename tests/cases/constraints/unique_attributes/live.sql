CREATE TABLE public.t (a integer, b integer, c integer, CONSTRAINT ua UNIQUE (a), CONSTRAINT ub UNIQUE (b), CONSTRAINT uc UNIQUE (c));
