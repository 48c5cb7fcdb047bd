CREATE TABLE public.t (a integer CONSTRAINT y PRIMARY KEY WITH (fillfactor = 80));
ALTER TABLE public.t CLUSTER ON y;
COMMENT ON INDEX public.y IS 'i';
