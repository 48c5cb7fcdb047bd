CREATE TABLE public.t (id integer, n integer, m integer, CONSTRAINT b UNIQUE (id), CONSTRAINT a UNIQUE (m));
