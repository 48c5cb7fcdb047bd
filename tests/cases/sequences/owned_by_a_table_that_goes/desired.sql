CREATE SEQUENCE public.gone_id_seq AS integer;
CREATE TABLE public.other (id integer DEFAULT nextval('public.gone_id_seq'));
