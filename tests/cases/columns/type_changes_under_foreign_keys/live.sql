CREATE TABLE public.parent (id integer PRIMARY KEY);
CREATE TABLE public.child (id integer PRIMARY KEY, parent integer NOT NULL REFERENCES public.parent ON DELETE CASCADE);
CREATE INDEX child_parent ON public.child (parent);
CREATE TABLE public.self (id integer PRIMARY KEY, boss integer REFERENCES public.self);
