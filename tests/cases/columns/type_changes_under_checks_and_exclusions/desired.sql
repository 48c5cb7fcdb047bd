CREATE TABLE public.t (id integer PRIMARY KEY, a integer, b int8range, CONSTRAINT a_short CHECK (a < 10000), CONSTRAINT b_free EXCLUDE USING gist (b WITH &&));
