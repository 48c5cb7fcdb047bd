CREATE DOMAIN public.mail AS text;
CREATE TABLE public.t (id integer PRIMARY KEY, b public.mail[]);
