CREATE FUNCTION public.nid() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE TABLE public.t (a integer DEFAULT public.nid(), b integer DEFAULT public.nid() + 1);
