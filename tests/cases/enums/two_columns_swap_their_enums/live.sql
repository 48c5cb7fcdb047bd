CREATE TYPE public.one AS ENUM ('x', 'y');
CREATE TYPE public.two AS ENUM ('y', 'x');
CREATE TABLE public.t (id integer PRIMARY KEY, a public.one DEFAULT 'x', b public.two NOT NULL DEFAULT 'y');
