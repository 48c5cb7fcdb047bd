CREATE TABLE public.t (id integer, n integer, m integer, CONSTRAINT a UNIQUE (id), CONSTRAINT b UNIQUE (n));
