CREATE TABLE public.t (id integer PRIMARY KEY, state text NOT NULL DEFAULT 'new', made timestamptz NOT NULL DEFAULT now());
