CREATE TABLE public.t (a integer, b integer, PRIMARY KEY (a));
ALTER TABLE public.t CLUSTER ON t_pkey;
