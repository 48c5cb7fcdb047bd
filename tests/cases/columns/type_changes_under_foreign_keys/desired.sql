CREATE TABLE public.parent (id bigint PRIMARY KEY);
CREATE TABLE public.child (id integer PRIMARY KEY, parent bigint NOT NULL REFERENCES public.parent ON DELETE CASCADE);
CREATE INDEX child_parent ON public.child (parent);
CREATE TABLE public.self (id bigint PRIMARY KEY, boss bigint REFERENCES public.self);
