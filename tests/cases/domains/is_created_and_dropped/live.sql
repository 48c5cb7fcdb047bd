CREATE DOMAIN public.gone AS text;
CREATE TABLE public.u (a public.gone);
