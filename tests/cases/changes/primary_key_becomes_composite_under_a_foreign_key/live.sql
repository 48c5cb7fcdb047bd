CREATE TABLE public.a (tenant integer NOT NULL, id integer, PRIMARY KEY (id));
CREATE TABLE public.b (tenant integer NOT NULL, a integer, FOREIGN KEY (a) REFERENCES public.a);
