CREATE TABLE public.p (id integer PRIMARY KEY);
CREATE TABLE public.t (a integer, b integer, CONSTRAINT one CHECK (a > 0) NOT ENFORCED, CONSTRAINT two CHECK (a < 9), CONSTRAINT key FOREIGN KEY (b) REFERENCES public.p);
