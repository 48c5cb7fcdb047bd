CREATE TYPE public.b;
CREATE FUNCTION public.bin(cstring) RETURNS public.b LANGUAGE internal IMMUTABLE STRICT AS 'textin';
CREATE FUNCTION public.bout(public.b) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
CREATE FUNCTION public.brecv(internal) RETURNS public.b LANGUAGE internal STABLE STRICT AS 'textrecv';
CREATE FUNCTION public.bsend(public.b) RETURNS bytea LANGUAGE internal STABLE STRICT AS 'textsend';
CREATE TYPE public.b (INPUT = public.bin, OUTPUT = public.bout, RECEIVE = public.brecv, SEND = public.bsend, INTERNALLENGTH = variable, STORAGE = main);
CREATE TABLE public.t (id int, a public.b);
