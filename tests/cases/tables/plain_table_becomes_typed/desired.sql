CREATE TYPE public.person AS (id integer, name text);
CREATE TABLE public.t OF public.person (id PRIMARY KEY, name DEFAULT 'x' CHECK (name <> ''));
