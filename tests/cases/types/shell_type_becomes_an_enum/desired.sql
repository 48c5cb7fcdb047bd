CREATE TYPE public.b AS ENUM ('x');
CREATE TYPE public.c;
