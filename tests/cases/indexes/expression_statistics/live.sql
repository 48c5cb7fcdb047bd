CREATE TABLE public.t (a integer, b text);
CREATE INDEX i ON public.t (a, lower(b));
