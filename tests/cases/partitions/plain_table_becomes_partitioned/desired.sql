CREATE TABLE public.t (id integer, d date NOT NULL, note text DEFAULT 'x', PRIMARY KEY (id, d)) PARTITION BY RANGE (d);
CREATE TABLE public.t_2020 PARTITION OF public.t FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE public.t_rest PARTITION OF public.t DEFAULT;
CREATE INDEX t_note ON public.t (note);
GRANT SELECT ON public.t TO app_reader;
COMMENT ON TABLE public.t IS 't';
