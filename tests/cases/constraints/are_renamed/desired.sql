CREATE TABLE public.p (id integer CONSTRAINT new_pk PRIMARY KEY);
CREATE TABLE public.c (p integer CONSTRAINT new_fk REFERENCES public.p, q integer CONSTRAINT new_ck CHECK (q > 0) CONSTRAINT new_uq UNIQUE);
COMMENT ON CONSTRAINT new_pk ON public.p IS 'x';
