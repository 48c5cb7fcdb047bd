CREATE TYPE public."odd type" AS (a integer);
CREATE FUNCTION public.f(a integer, VARIADIC b text[], OUT c integer) LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION public.f(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION public.g(a public."odd type", b text DEFAULT 'x,y)') RETURNS TABLE (x integer) LANGUAGE sql AS 'SELECT 1';
CREATE PROCEDURE public.p(INOUT a integer, IN b numeric(10,2)) LANGUAGE sql AS 'SELECT 1';
CREATE AGGREGATE public.pct(double precision ORDER BY anyelement) (SFUNC = ordered_set_transition, STYPE = internal, FINALFUNC = percentile_disc_final, FINALFUNC_EXTRA);
