CREATE TABLE public.t (id bigint PRIMARY KEY, a integer);
CREATE TABLE public.log (a bigint);
CREATE PUBLICATION pub FOR TABLE public.t WHERE (id > 1), public.log;
CREATE RULE r AS ON DELETE TO public.t DO ALSO INSERT INTO public.log VALUES (OLD.id);
COMMENT ON RULE r ON public.t IS 'r';
