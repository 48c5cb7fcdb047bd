CREATE TABLE public.t (a text) WITH (fillfactor = 80, autovacuum_enabled = false, toast.vacuum_truncate = false);
CREATE TABLE public.u (a text) WITH (parallel_workers = 2, user_catalog_table = true, toast_tuple_target = 4000);
