CREATE TABLE public.p (a integer DEFAULT 1, b integer);
CREATE TABLE public.c () INHERITS (public.p);
ALTER TABLE public.c ALTER a SET DEFAULT 2;
ALTER TABLE public.c ALTER b SET NOT NULL;
