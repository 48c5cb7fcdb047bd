CREATE DOMAIN public.d AS integer DEFAULT 7 NOT NULL CONSTRAINT positive CHECK (VALUE > 1) CONSTRAINT fresh CHECK (VALUE < 100);
CREATE DOMAIN public.e AS text;
CREATE TABLE public.t (a public.d, b public.e);
