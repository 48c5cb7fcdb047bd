CREATE PROCEDURE public.gone(a integer) LANGUAGE sql AS 'SELECT 1';
CREATE PROCEDURE public.changed(a integer, INOUT b integer) LANGUAGE plpgsql AS 'BEGIN b := 1; END';
