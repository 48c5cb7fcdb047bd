CREATE DOMAIN public.a AS integer CONSTRAINT pos CHECK (VALUE >= 0);
CREATE DOMAIN public.b AS public.a DEFAULT 2 CONSTRAINT small CHECK (VALUE < 100);
CREATE TABLE public.t (x public.b);
