CREATE TABLE public.t (id integer PRIMARY KEY, d integer, n text) PARTITION BY RANGE (id);
CREATE TABLE public.t1 PARTITION OF public.t FOR VALUES FROM (0) TO (30);
CREATE TABLE public.t2 PARTITION OF public.t FOR VALUES FROM (30) TO (100);
CREATE TABLE public.o (t integer REFERENCES public.t);
CREATE INDEX ti ON public.t (d);
CREATE FUNCTION public.tr() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no row comes or goes''; END';
CREATE TRIGGER tr BEFORE INSERT OR DELETE ON public.t FOR EACH ROW EXECUTE FUNCTION public.tr();
