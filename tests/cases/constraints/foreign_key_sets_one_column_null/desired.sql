CREATE TABLE public.p (a integer, b integer, PRIMARY KEY (a, b));
CREATE TABLE public.c (a integer, b integer, FOREIGN KEY (a, b) REFERENCES public.p MATCH FULL ON UPDATE CASCADE ON DELETE SET DEFAULT);
