CREATE TABLE public.t (id integer PRIMARY KEY, a integer);
CREATE VIEW public.v0 AS SELECT id, a FROM public.t;
CREATE VIEW public.v1 AS SELECT x.a, y.id FROM public.v0 x JOIN public.v0 y USING (id);
CREATE VIEW public.v2 AS SELECT v1.a FROM public.v1 JOIN public.t ON t.id = v1.id;
CREATE VIEW public.v3 AS SELECT a FROM public.v2 UNION SELECT a FROM public.v0;
CREATE VIEW public.v4 AS SELECT a FROM public.v3 WHERE a IN (SELECT a FROM public.v1);
CREATE VIEW public.v5 AS SELECT (SELECT max(a) FROM public.v4) AS m, t.id FROM public.t;
GRANT SELECT ON public.v5 TO app_reader;
GRANT SELECT ON public.v3 TO app_writer;
