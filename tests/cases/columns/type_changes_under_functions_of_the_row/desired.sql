CREATE TABLE public.t (id integer PRIMARY KEY, a smallint);
CREATE FUNCTION public.over_row(r public.t) RETURNS integer LANGUAGE sql AS 'SELECT r.id';
CREATE FUNCTION public.body() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT sum(a) FROM public.t; END;
CREATE FUNCTION public.rows() RETURNS SETOF public.t LANGUAGE sql AS 'SELECT * FROM public.t';
