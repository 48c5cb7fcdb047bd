CREATE TABLE public.t (a integer);
CREATE SEQUENCE public.s;
CREATE SCHEMA app;
CREATE PROCEDURE public.p() LANGUAGE sql AS '';
CREATE DOMAIN public.d AS integer;
