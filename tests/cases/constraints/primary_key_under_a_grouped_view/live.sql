CREATE TABLE public.t (a integer, b integer, CONSTRAINT k PRIMARY KEY (a));
CREATE VIEW public.v AS SELECT a, b, count(*) AS n FROM public.t GROUP BY a;
GRANT SELECT ON public.v TO app_reader;
