CREATE DOMAIN public.d AS int CONSTRAINT one CHECK (VALUE > 0);
CREATE TABLE public.t (a public.d);
