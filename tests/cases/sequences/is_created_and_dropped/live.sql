CREATE SEQUENCE public.gone;
CREATE TABLE public.t (a integer DEFAULT nextval('public.gone'));
