CREATE TABLE public.a (id integer CONSTRAINT y PRIMARY KEY);
CREATE TABLE public.b (id integer CONSTRAINT x PRIMARY KEY, a integer REFERENCES public.a);
