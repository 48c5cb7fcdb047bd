CREATE DOMAIN public.d AS integer CONSTRAINT small CHECK (VALUE < 10);
ALTER DOMAIN public.d ADD CONSTRAINT positive CHECK (VALUE > 0) NOT VALID;
CREATE TABLE public.t (a public.d);
