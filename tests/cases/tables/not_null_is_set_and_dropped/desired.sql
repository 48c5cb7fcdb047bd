CREATE TABLE public.t (a integer NOT NULL, b text, c text NOT NULL DEFAULT 'y');
