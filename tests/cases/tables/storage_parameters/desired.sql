CREATE TABLE public.t (a text) WITH (autovacuum_vacuum_scale_factor = 0.02);
CREATE TABLE public.u (a text) WITH (fillfactor = 90, autovacuum_enabled = false, toast.autovacuum_vacuum_threshold = 100);
