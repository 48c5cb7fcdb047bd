CREATE TABLE public.p (id integer PRIMARY KEY);
CREATE TABLE public.t (a integer, b integer);
ALTER TABLE public.t ADD CONSTRAINT later CHECK (a > 0) NOT VALID, ADD CONSTRAINT key FOREIGN KEY (b) REFERENCES public.p NOT VALID;
