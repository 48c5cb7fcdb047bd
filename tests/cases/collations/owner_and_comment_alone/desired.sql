CREATE COLLATION public.c (locale = 'C');
ALTER COLLATION public.c OWNER TO app_owner;
COMMENT ON COLLATION public.c IS 'c';
CREATE TABLE public.t (a text COLLATE public.c);
CREATE INDEX i ON public.t (a);
