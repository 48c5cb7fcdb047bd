CREATE TABLE public.parent (id uuid PRIMARY KEY);
CREATE TABLE public.child (id integer PRIMARY KEY, parent uuid REFERENCES public.parent);
