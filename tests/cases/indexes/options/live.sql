CREATE TABLE public.t (a integer, b text);
CREATE INDEX i1 ON public.t (a);
CREATE INDEX i2 ON public.t (a);
CREATE UNIQUE INDEX i3 ON public.t (a);
CREATE INDEX i4 ON public.t (a);
CREATE INDEX i5 ON public.t (b);
CREATE INDEX i6 ON public.t (b);
CREATE INDEX i7 ON public.t (lower(b));
