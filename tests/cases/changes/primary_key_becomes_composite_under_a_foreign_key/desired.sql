CREATE TABLE public.a (tenant integer NOT NULL, id integer, PRIMARY KEY (tenant, id));
CREATE TABLE public.b (tenant integer NOT NULL, a integer, FOREIGN KEY (tenant, a) REFERENCES public.a);
