CREATE TABLE public.t (a integer, b integer, CONSTRAINT u UNIQUE (a));
CREATE TABLE public.r (a integer REFERENCES public.t (a));
