CREATE TABLE public.t (a int4range, b integer, CONSTRAINT gone EXCLUDE USING gist (a WITH &&), CONSTRAINT changed EXCLUDE USING btree (b WITH =));
