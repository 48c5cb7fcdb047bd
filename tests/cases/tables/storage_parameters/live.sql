CREATE TABLE public.t (a text) WITH (fillfactor = 70, toast.autovacuum_enabled = false);
CREATE TABLE public.u (a text);
