CREATE TYPE public.person AS (name text, age integer, mail text);
CREATE TABLE public.t OF public.person (PRIMARY KEY (name));
