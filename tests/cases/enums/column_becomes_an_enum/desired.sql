CREATE TYPE public.used AS ENUM ('x', 'y');
CREATE TYPE public.fresh AS ENUM ('x', 'z');
CREATE TABLE public.t (id integer PRIMARY KEY, a public.fresh DEFAULT 'x', b text DEFAULT 'y', c public.used[]);
