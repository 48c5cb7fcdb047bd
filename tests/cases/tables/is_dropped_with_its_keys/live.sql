CREATE TABLE public.a (id integer PRIMARY KEY, b integer);
CREATE TABLE public.b (id integer PRIMARY KEY, a integer REFERENCES public.a);
ALTER TABLE public.a ADD FOREIGN KEY (b) REFERENCES public.b;
CREATE TABLE public.c (id integer PRIMARY KEY, a integer REFERENCES public.a);
CREATE VIEW public.v AS SELECT a.id FROM public.a JOIN public.b ON b.a = a.id;
