CREATE TABLE public.witness (id integer PRIMARY KEY);
CREATE TYPE public."e""; DROP TABLE public.witness; --" AS ENUM ('x');
CREATE TABLE public."t""; DROP TABLE public.witness; --" (id integer PRIMARY KEY, "c""; DROP TABLE public.witness; --" integer, "a.b" public."e""; DROP TABLE public.witness; --");
