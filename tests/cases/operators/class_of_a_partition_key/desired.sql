CREATE OPERATOR CLASS public.oc FOR TYPE int USING hash AS OPERATOR 1 =, FUNCTION 1 hashint4(int), FUNCTION 2 hashint4extended(int, bigint);
COMMENT ON OPERATOR CLASS public.oc USING hash IS 'x';
CREATE TABLE public.t (a int, b int) PARTITION BY HASH (a public.oc);
CREATE TABLE public.t0 PARTITION OF public.t FOR VALUES WITH (MODULUS 1, REMAINDER 0);
