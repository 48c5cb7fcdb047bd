CREATE TYPE public.c AS (a int);
CREATE TYPE public.e AS ENUM ('a', 'b');
CREATE OPERATOR FAMILY public.fa USING hash;
CREATE OPERATOR CLASS public.h FOR TYPE int USING hash FAMILY public.fa AS OPERATOR 1 =, FUNCTION 1 hashint4(int);
ALTER OPERATOR FAMILY public.fa USING hash OWNER TO app_writer;
