CREATE TABLE public.t (a integer PRIMARY KEY, b integer);
CREATE INDEX b ON public.t (b);
ALTER TABLE public.t CLUSTER ON b;
CREATE TABLE public.u (a integer PRIMARY KEY);
