CREATE TABLE public.t (id serial PRIMARY KEY, n integer);
CREATE TABLE public.u (t integer REFERENCES public.t);
