CREATE TABLE public.p (id integer PRIMARY KEY, b integer, UNIQUE (id, b));
CREATE TABLE public.c (a integer REFERENCES public.p, b integer REFERENCES public.p ON DELETE CASCADE, c integer CONSTRAINT k REFERENCES public.p, x integer, y integer, FOREIGN KEY (x, y) REFERENCES public.p (id, b));
