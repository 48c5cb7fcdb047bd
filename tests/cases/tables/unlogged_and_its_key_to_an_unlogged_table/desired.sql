CREATE TABLE public.parent (a integer PRIMARY KEY);
CREATE TABLE public.child (a integer REFERENCES public.parent);
