CREATE TABLE public.t (a text COLLATE "C", b text);
CREATE INDEX i ON public.t (a COLLATE "POSIX");
CREATE VIEW public.v AS SELECT a, b FROM public.t;
