CREATE TABLE public.t (a integer, b integer NOT NULL, PRIMARY KEY (a, b));
ALTER TABLE public.t CLUSTER ON t_pkey;
