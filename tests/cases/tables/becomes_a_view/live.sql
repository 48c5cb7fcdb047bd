CREATE TABLE public.base (a integer);
CREATE TABLE public.t (a integer);
