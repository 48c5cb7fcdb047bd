CREATE TABLE public.t (a integer PRIMARY KEY, b integer);
CREATE TABLE public.r (a integer REFERENCES public.t (a));
