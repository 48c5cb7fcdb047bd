CREATE TYPE public.person AS (name text, age integer);
CREATE TABLE public.t (name text, age integer);
CREATE TABLE public.u OF public.person;
