CREATE TYPE public.e AS ENUM ('c', 'f');
CREATE TABLE public.t (a public.e DEFAULT 'c');
