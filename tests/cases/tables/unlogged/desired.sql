CREATE UNLOGGED TABLE public.t (a integer PRIMARY KEY);
CREATE TABLE public.u (a serial PRIMARY KEY);
