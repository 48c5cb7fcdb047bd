CREATE TYPE public.e AS ENUM ('a', 'c');
CREATE TYPE public.f AS ENUM ('x');
CREATE TABLE public.t (a public.e DEFAULT 'a', b public.f[]);
