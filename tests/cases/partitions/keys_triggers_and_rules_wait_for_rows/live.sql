CREATE FUNCTION public.tr() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.n := NEW.n || ''!''; RETURN NEW; END';
CREATE TABLE public.t (id integer PRIMARY KEY, n text);
CREATE TABLE public.o (t integer);
CREATE TABLE public.q (id integer PRIMARY KEY) PARTITION BY RANGE (id);
CREATE TABLE public.q1 (id integer PRIMARY KEY);
CREATE TABLE public.r (q integer);
