CREATE TABLE public.t (id integer, b integer);
CREATE INDEX changes ON public.t (b);
CREATE UNIQUE INDEX one ON public.t (id);
