CREATE TABLE public.p (id integer PRIMARY KEY);
CREATE TABLE public.c (x integer CONSTRAINT cx REFERENCES public.p, y integer);
ALTER TABLE public.c ADD CONSTRAINT cy FOREIGN KEY (y) REFERENCES public.p NOT VALID;
