CREATE TABLE public.t (id integer, a integer, b integer);
CREATE INDEX changes ON public.t (a, b);
CREATE INDEX goes ON public.t (b) WHERE a > 0;
CREATE UNIQUE INDEX one ON public.t (id, a);
