CREATE TABLE public.t (a integer, b text);
CREATE INDEX i1 ON public.t (a) INCLUDE (b);
CREATE INDEX i2 ON public.t (a) WITH (fillfactor = 70, deduplicate_items = off);
CREATE UNIQUE INDEX i3 ON public.t (a) NULLS NOT DISTINCT;
CREATE INDEX i4 ON public.t (a) WHERE b IS NOT NULL AND a > 0;
CREATE INDEX i5 ON public.t (b text_pattern_ops);
CREATE INDEX i6 ON public.t (b COLLATE "C");
CREATE INDEX i7 ON public.t (upper(b), (a + 1));
