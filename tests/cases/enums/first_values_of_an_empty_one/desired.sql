CREATE TYPE public.e AS ENUM ('a', 'b');
CREATE TABLE public.t (id int, a public.e);
