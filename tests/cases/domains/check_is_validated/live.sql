CREATE DOMAIN public.d AS int;
ALTER DOMAIN public.d ADD CONSTRAINT one CHECK (VALUE > 0) NOT VALID;
CREATE TABLE public.t (a public.d);
