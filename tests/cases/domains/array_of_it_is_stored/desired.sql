CREATE DOMAIN public.mail AS text CONSTRAINT has_at CHECK (VALUE ~ '@');
CREATE TABLE public.t (id integer PRIMARY KEY, b public.mail[]);
