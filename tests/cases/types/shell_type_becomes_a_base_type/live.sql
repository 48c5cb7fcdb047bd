CREATE TYPE public.b;
