CREATE TYPE public.mood AS ENUM ('a', 'b', 'c');
CREATE TABLE public.t (id integer PRIMARY KEY, m public.mood DEFAULT 'a', n integer);
CREATE TABLE public.child (extra integer) INHERITS (public.t);
GRANT SELECT (m) ON public.t TO app_reader;
COMMENT ON COLUMN public.t.m IS 'm';
CREATE STATISTICS public.st ON m, n FROM public.t;
CREATE PUBLICATION pub FOR TABLE public.t (id, m) WHERE (id > 1);
ALTER TABLE public.t ALTER m SET STATISTICS 9;
