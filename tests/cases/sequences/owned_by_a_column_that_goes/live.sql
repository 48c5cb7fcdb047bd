CREATE TABLE public.t (id integer PRIMARY KEY, gone integer);
CREATE SEQUENCE public.kept OWNED BY public.t.gone;
