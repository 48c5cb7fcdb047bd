CREATE TYPE public.person AS (id integer, name text);
CREATE TABLE public.t (id integer PRIMARY KEY, name text DEFAULT 'x' CHECK (name <> ''));
