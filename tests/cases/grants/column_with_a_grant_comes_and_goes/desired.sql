CREATE TABLE public.t (a integer, b integer, c text, d date, "e f" text);
GRANT SELECT (a, d), INSERT ("e f") ON public.t TO app_reader WITH GRANT OPTION;
