CREATE TYPE public.person AS (id integer, name text, mail text);
CREATE TABLE public.t OF public.person (name NOT NULL);
