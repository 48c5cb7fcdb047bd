CREATE TABLE public.t (id integer PRIMARY KEY, a integer);
CREATE INDEX i ON public.t (a);
ALTER TABLE public.t CLUSTER ON i;
