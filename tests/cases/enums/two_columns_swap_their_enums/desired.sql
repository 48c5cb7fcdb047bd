CREATE TYPE public.one AS ENUM ('x', 'y');
CREATE TYPE public.two AS ENUM ('y', 'x');
CREATE TABLE public.t (id integer PRIMARY KEY, a public.two DEFAULT 'x', b public.one NOT NULL DEFAULT 'y');
