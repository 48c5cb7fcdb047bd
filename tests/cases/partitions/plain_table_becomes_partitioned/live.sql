CREATE TABLE public.t (id integer, d date NOT NULL, note text DEFAULT 'x', PRIMARY KEY (id, d));
CREATE INDEX t_note ON public.t (note);
GRANT SELECT ON public.t TO app_reader;
COMMENT ON TABLE public.t IS 't';
