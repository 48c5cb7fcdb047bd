CREATE TABLE public.t (r int4range, CONSTRAINT y EXCLUDE USING gist (r WITH &&) WHERE (NOT isempty(r)));
