CREATE TABLE public.p (a integer) PARTITION BY LIST (a);
GRANT SELECT ON public.p TO app_reader;
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES IN (1);
GRANT INSERT (a) ON public.p1 TO app_writer;
