CREATE TABLE public.t (a integer);
CREATE TABLE public.log (a integer);
CREATE RULE changed AS ON INSERT TO public.t WHERE NEW.a > 6 DO INSTEAD INSERT INTO public.log VALUES (NEW.a);
COMMENT ON RULE changed ON public.t IS 'r';
CREATE RULE fresh AS ON DELETE TO public.t DO INSTEAD NOTHING;
ALTER TABLE public.t DISABLE RULE fresh;
