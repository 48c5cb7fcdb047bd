CREATE TABLE public.a (id integer CONSTRAINT x PRIMARY KEY);
CREATE TABLE public.b (id integer CONSTRAINT y PRIMARY KEY, a integer REFERENCES public.a);
