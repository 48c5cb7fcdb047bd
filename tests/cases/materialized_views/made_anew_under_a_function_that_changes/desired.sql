CREATE TABLE public.t (id integer PRIMARY KEY, a text);
CREATE MATERIALIZED VIEW public.m WITH (autovacuum_enabled=false) AS SELECT id, upper(a) AS a FROM public.t;
CREATE UNIQUE INDEX m_u ON public.m (id) WITH (fillfactor=50);
CREATE FUNCTION public.top(n integer DEFAULT 1) RETURNS SETOF public.m LANGUAGE sql STABLE BEGIN ATOMIC SELECT * FROM public.m LIMIT n; END;
CREATE VIEW public.v AS SELECT * FROM public.top(3);
ALTER MATERIALIZED VIEW public.m OWNER TO app_owner;
GRANT SELECT ON public.t TO app_owner;
GRANT SELECT (id, a) ON public.m TO app_reader;
