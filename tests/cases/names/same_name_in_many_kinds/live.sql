CREATE SCHEMA x;
CREATE TABLE public.x (x integer CONSTRAINT x CHECK (x > 0));
CREATE TABLE x.x (x integer CONSTRAINT x CHECK (x > 0));
CREATE FUNCTION x.x(x integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
COMMENT ON TABLE public.x IS 'public';
