CREATE FUNCTION public.cmp(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT btint4cmp($1, $2)';
CREATE OPERATOR CLASS public.oc FOR TYPE int USING btree AS OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 public.cmp(int, int);
ALTER OPERATOR CLASS public.oc USING btree OWNER TO app_owner;
COMMENT ON OPERATOR CLASS public.oc USING btree IS 'oc';
CREATE TABLE public.t (a int, b int);
CREATE INDEX i ON public.t (a public.oc, b);
ALTER TABLE public.t ADD CONSTRAINT x EXCLUDE USING btree (b public.oc WITH =);
