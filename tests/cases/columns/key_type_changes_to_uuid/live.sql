CREATE TABLE public.parent (id text PRIMARY KEY);
CREATE TABLE public.child (id integer PRIMARY KEY, parent text REFERENCES public.parent);
