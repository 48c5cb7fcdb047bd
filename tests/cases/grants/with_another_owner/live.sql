CREATE TABLE public.t (a integer);
ALTER TABLE public.t OWNER TO app_owner;
GRANT SELECT ON public.t TO app_reader;
