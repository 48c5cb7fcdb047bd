CREATE FUNCTION public.pos(integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 > 0';
CREATE TABLE public.t (a integer, CONSTRAINT ok CHECK (public.pos(a)));
