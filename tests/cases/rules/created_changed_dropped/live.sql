CREATE TABLE public.t (a integer);
CREATE RULE gone AS ON INSERT TO public.t DO ALSO SELECT 1;
CREATE RULE changed AS ON INSERT TO public.t WHERE NEW.a > 5 DO INSTEAD NOTHING;
COMMENT ON RULE changed ON public.t IS 'r';
