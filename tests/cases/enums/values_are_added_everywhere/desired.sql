CREATE TYPE public.e AS ENUM ('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h');
CREATE TABLE public.t (a public.e DEFAULT 'h');
