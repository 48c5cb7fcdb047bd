CREATE TABLE public.t (a int);
CREATE FUNCTION public.cat(int[], VARIADIC int[]) RETURNS int[] LANGUAGE sql IMMUTABLE AS 'SELECT $1 || $2';
CREATE AGGREGATE public.ord(float8 ORDER BY anyelement) (SFUNC = ordered_set_transition, STYPE = internal, FINALFUNC = percentile_disc_final, FINALFUNC_EXTRA, FINALFUNC_MODIFY = READ_WRITE);
CREATE AGGREGATE public.hyp(VARIADIC "any" ORDER BY VARIADIC "any") (SFUNC = ordered_set_transition_multi, STYPE = internal, FINALFUNC = dense_rank_final, FINALFUNC_EXTRA, HYPOTHETICAL);
CREATE AGGREGATE public.mov(int) (SFUNC = int4pl, STYPE = int, INITCOND = '0', MSFUNC = int4pl, MINVFUNC = int4mi, MSTYPE = int, MINITCOND = '0', SSPACE = 16, MSSPACE = 32);
CREATE AGGREGATE public.poly(anycompatible) (SFUNC = array_append, STYPE = anycompatiblearray, INITCOND = '{}', PARALLEL = SAFE);
CREATE AGGREGATE public.par(int8) (SFUNC = int8pl, STYPE = int8, COMBINEFUNC = int8pl, SORTOP = OPERATOR(pg_catalog.<), PARALLEL = RESTRICTED);
CREATE AGGREGATE public.va(VARIADIC x int[]) (SFUNC = public.cat, STYPE = int[], INITCOND = '{}');
COMMENT ON AGGREGATE public.ord(float8 ORDER BY anyelement) IS 'o';
