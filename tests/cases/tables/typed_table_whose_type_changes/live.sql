CREATE TYPE public.person AS (name text, age integer);
CREATE TABLE public.t OF public.person (PRIMARY KEY (name));
