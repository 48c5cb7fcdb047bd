CREATE TABLE public.p (id integer CONSTRAINT pk PRIMARY KEY, a integer CONSTRAINT ck CHECK (a > 0), b integer CONSTRAINT uq UNIQUE, c integer CONSTRAINT fk REFERENCES public.p);
COMMENT ON CONSTRAINT ck ON public.p IS 'other';
COMMENT ON CONSTRAINT uq ON public.p IS 'uq';
COMMENT ON CONSTRAINT fk ON public.p IS E'two\nlines ''quoted''';
