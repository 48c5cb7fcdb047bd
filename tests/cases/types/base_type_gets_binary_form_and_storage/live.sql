CREATE TYPE public.b;
CREATE FUNCTION public.bin(cstring) RETURNS public.b LANGUAGE internal IMMUTABLE STRICT AS 'textin';
CREATE FUNCTION public.bout(public.b) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
CREATE TYPE public.b (INPUT = public.bin, OUTPUT = public.bout, INTERNALLENGTH = variable, STORAGE = extended);
CREATE TABLE public.t (id int, a public.b);
