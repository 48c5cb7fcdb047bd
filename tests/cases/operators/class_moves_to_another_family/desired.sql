CREATE TYPE public.c AS (a int);
CREATE TYPE public.e AS ENUM ('a', 'b');
CREATE OPERATOR FAMILY public.fa USING hash;
ALTER OPERATOR FAMILY public.fa USING hash OWNER TO app_owner;
COMMENT ON OPERATOR FAMILY public.fa USING hash IS 'fa';
CREATE OPERATOR FAMILY public.fb USING hash;
CREATE OPERATOR CLASS public.h FOR TYPE int USING hash FAMILY public.fb AS OPERATOR 1 =, FUNCTION 1 hashint4(int), FUNCTION 2 hashint4extended(int, bigint);
CREATE OPERATOR CLASS public.g FOR TYPE int[] USING gin AS OPERATOR 1 && (anyarray, anyarray), FUNCTION 1 btint4cmp(int, int), FUNCTION 2 ginarrayextract(anyarray, internal, internal), FUNCTION 3 ginqueryarrayextract(anyarray, internal, smallint, internal, internal, internal, internal), FUNCTION 4 ginarrayconsistent(internal, smallint, anyarray, integer, internal, internal, internal, internal), STORAGE int;
