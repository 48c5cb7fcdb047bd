CREATE TABLE public.t (a integer, b text, c integer[]);
CREATE INDEX changed ON public.t (a DESC NULLS LAST, b);
CREATE UNIQUE INDEX uniq ON public.t (a, b);
CREATE INDEX g ON public.t USING gin (c);
CREATE INDEX h ON public.t USING hash (b);
CREATE INDEX br ON public.t USING brin (a) WITH (pages_per_range = 16);
COMMENT ON INDEX public.changed IS 'x';
