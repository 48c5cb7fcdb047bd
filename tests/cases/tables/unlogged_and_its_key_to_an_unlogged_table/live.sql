CREATE UNLOGGED TABLE public.parent (a integer PRIMARY KEY);
CREATE UNLOGGED TABLE public.child (a integer REFERENCES public.parent);
