CREATE TABLE public.t (a integer, b integer, c integer);
ALTER TABLE public.t ALTER a SET STATISTICS 1000;
ALTER TABLE public.t ALTER b SET (n_distinct_inherited = -0.5);
ALTER TABLE public.t ALTER c SET (n_distinct = 100);
