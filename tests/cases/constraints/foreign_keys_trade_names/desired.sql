CREATE TABLE public.t (id integer PRIMARY KEY, n integer UNIQUE);
CREATE TABLE public.u (a integer CONSTRAINT y REFERENCES public.t, b integer CONSTRAINT x REFERENCES public.t (n));
