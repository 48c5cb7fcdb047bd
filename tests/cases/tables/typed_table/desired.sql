CREATE TYPE public.person AS (name text, age integer);
CREATE TABLE public.t OF public.person;
CREATE TABLE public.u (name text, age integer);
