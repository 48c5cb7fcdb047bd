CREATE TABLE public.gone (id serial);
CREATE TABLE public.other (id integer DEFAULT nextval('public.gone_id_seq'));
