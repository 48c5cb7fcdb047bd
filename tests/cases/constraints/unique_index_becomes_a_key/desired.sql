CREATE TABLE public.t (a integer NOT NULL PRIMARY KEY, b integer, c integer, CONSTRAINT t_b_unique UNIQUE (b), CONSTRAINT t_c UNIQUE NULLS NOT DISTINCT (c) INCLUDE (b) WITH (fillfactor = 70));
