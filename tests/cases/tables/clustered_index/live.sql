CREATE TABLE public.t (a integer PRIMARY KEY, b integer);
CREATE INDEX b ON public.t (b);
CREATE TABLE public.u (a integer PRIMARY KEY);
ALTER TABLE public.u CLUSTER ON u_pkey;
