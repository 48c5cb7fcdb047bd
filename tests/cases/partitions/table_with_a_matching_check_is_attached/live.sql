CREATE TABLE public.p (id integer, d integer NOT NULL) PARTITION BY RANGE (d);
CREATE TABLE public.old (id integer, d integer NOT NULL, CONSTRAINT old_d CHECK (d >= 0 AND d < 10));
