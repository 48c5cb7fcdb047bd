CREATE TABLE public.t (id integer PRIMARY KEY, a text, b int4range, CONSTRAINT a_short CHECK (length(a) < 5), CONSTRAINT b_free EXCLUDE USING gist (b WITH &&));
