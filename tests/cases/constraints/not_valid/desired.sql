CREATE TABLE public.p (id integer PRIMARY KEY);
CREATE TABLE public.t (a integer, b integer, CONSTRAINT later CHECK (a > 0), CONSTRAINT key FOREIGN KEY (b) REFERENCES public.p);
ALTER TABLE public.t ADD CONSTRAINT fresh CHECK (a > 5) NOT VALID;
