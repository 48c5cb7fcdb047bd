CREATE TABLE public.t (a integer PRIMARY KEY);
CREATE UNLOGGED TABLE public.u (a serial PRIMARY KEY);
