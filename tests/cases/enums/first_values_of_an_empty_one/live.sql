CREATE TYPE public.e AS ENUM ();
CREATE TABLE public.t (id int, a public.e);
