CREATE TABLE public.p (id integer CONSTRAINT pk PRIMARY KEY, a integer CONSTRAINT ck CHECK (a > 0), b integer CONSTRAINT uq UNIQUE, c integer CONSTRAINT fk REFERENCES public.p);
COMMENT ON CONSTRAINT pk ON public.p IS 'pk';
COMMENT ON CONSTRAINT ck ON public.p IS 'ck';
