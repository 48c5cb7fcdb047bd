CREATE TABLE public.t (a int4range, b integer, CONSTRAINT changed EXCLUDE USING btree (b WITH =) WHERE (b > 0) DEFERRABLE, CONSTRAINT fresh EXCLUDE USING gist (a WITH =) INCLUDE (b));
COMMENT ON CONSTRAINT changed ON public.t IS 'c';
