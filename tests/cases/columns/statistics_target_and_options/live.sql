CREATE TABLE public.t (a integer, b integer, c integer);
ALTER TABLE public.t ALTER c SET STATISTICS 10;
ALTER TABLE public.t ALTER b SET (n_distinct = 5);
