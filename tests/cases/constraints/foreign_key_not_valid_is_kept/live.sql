CREATE TABLE public.p (id integer PRIMARY KEY);
CREATE TABLE public.c (x integer, y integer);
ALTER TABLE public.c ADD CONSTRAINT cx FOREIGN KEY (x) REFERENCES public.p NOT VALID;
