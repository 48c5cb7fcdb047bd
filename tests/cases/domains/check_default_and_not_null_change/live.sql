CREATE DOMAIN public.d AS integer CONSTRAINT positive CHECK (VALUE > 0) CONSTRAINT gone CHECK (VALUE <> 13);
CREATE DOMAIN public.e AS text DEFAULT 'x' NOT NULL;
CREATE TABLE public.t (a public.d, b public.e);
