CREATE TABLE public.t (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a text DEFAULT lower('X'), CHECK (a <> ''));
GRANT SELECT ON public.t TO app_reader;
CREATE VIEW public.v AS SELECT a FROM public.t;
