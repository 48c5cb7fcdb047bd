CREATE TABLE public.t (id integer PRIMARY KEY, a text);
CREATE MATERIALIZED VIEW public.m AS SELECT id, a FROM public.t;
CREATE UNIQUE INDEX m_u ON public.m (id);
CREATE FUNCTION public.top() RETURNS SETOF public.m LANGUAGE sql STABLE BEGIN ATOMIC SELECT * FROM public.m LIMIT 1; END;
CREATE VIEW public.v AS SELECT * FROM public.top();
ALTER MATERIALIZED VIEW public.m OWNER TO app_owner;
GRANT SELECT ON public.t TO app_owner;
GRANT SELECT (id) ON public.m TO app_reader;
