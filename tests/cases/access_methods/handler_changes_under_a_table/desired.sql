CREATE FUNCTION public.h(internal) RETURNS table_am_handler LANGUAGE internal AS 'heap_tableam_handler';
CREATE ACCESS METHOD m TYPE TABLE HANDLER public.h;
CREATE TABLE public.t (a int) USING m;
CREATE MATERIALIZED VIEW public.v USING m AS SELECT a FROM public.t;
