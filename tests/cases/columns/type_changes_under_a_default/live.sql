CREATE TABLE public.t (id integer PRIMARY KEY, a text DEFAULT '7', b integer DEFAULT 0, c text DEFAULT 'x' NOT NULL);
