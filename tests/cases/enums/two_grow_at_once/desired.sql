CREATE TYPE public.e AS ENUM ('a', 'b', 'c', 'd');
CREATE TYPE public.f AS ENUM ('w', 'x', 'y');
CREATE TABLE public.t (a public.e DEFAULT 'd', b public.f[] DEFAULT '{y,w}');
