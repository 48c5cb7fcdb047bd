CREATE SEQUENCE public.small AS smallint CYCLE;
CREATE SEQUENCE public.big START 5;
CREATE UNLOGGED SEQUENCE public.fleeting;
CREATE TABLE public.t (a integer DEFAULT nextval('public.big'), b smallint DEFAULT nextval('public.small'));
