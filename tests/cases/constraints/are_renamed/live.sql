CREATE TABLE public.p (id integer CONSTRAINT old_pk PRIMARY KEY);
CREATE TABLE public.c (p integer CONSTRAINT old_fk REFERENCES public.p, q integer CONSTRAINT old_ck CHECK (q > 0) CONSTRAINT old_uq UNIQUE);
COMMENT ON CONSTRAINT old_pk ON public.p IS 'x';
