CREATE DOMAIN public.a AS bigint CHECK (VALUE > 0);
CREATE DOMAIN public.b AS public.a CHECK (VALUE < 100);
CREATE TABLE public.t (id int, x public.b);
