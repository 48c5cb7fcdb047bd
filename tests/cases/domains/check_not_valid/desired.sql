CREATE DOMAIN public.d AS integer CONSTRAINT positive CHECK (VALUE > 0);
ALTER DOMAIN public.d ADD CONSTRAINT small CHECK (VALUE < 10) NOT VALID;
CREATE TABLE public.t (a public.d);
