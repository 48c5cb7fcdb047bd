CREATE TABLE public.t (a integer);
ALTER TABLE public.t OWNER TO app_owner;
GRANT INSERT ON public.t TO app_reader WITH GRANT OPTION;
REVOKE TRUNCATE ON public.t FROM app_owner;
