CREATE TYPE public.st AS ENUM ('new', 'open', 'done');
CREATE TABLE public.o (id integer GENERATED ALWAYS AS IDENTITY, s public.st NOT NULL, PRIMARY KEY (id, s)) PARTITION BY LIST (s);
CREATE TABLE public.o_new PARTITION OF public.o FOR VALUES IN ('new');
CREATE TABLE public.o_rest PARTITION OF public.o DEFAULT;
CREATE VIEW public.v AS SELECT id FROM public.o;
CREATE TABLE public.r (o integer, s public.st, FOREIGN KEY (o, s) REFERENCES public.o);
