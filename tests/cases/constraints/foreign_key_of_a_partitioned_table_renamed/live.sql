CREATE TABLE public.p (a integer PRIMARY KEY);
CREATE TABLE public.c (a integer, d integer, CONSTRAINT f FOREIGN KEY (a) REFERENCES public.p) PARTITION BY LIST (d);
CREATE TABLE public.c1 PARTITION OF public.c FOR VALUES IN (1);
