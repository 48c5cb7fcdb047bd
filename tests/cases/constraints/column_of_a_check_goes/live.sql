CREATE TABLE public.t (a integer, b integer, c integer, CONSTRAINT k CHECK (a > b), UNIQUE (b, c));
CREATE INDEX i ON public.t (b) WHERE c > 0;
CREATE VIEW public.v AS SELECT b FROM public.t;
