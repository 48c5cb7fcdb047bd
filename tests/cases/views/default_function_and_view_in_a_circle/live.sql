SET search_path = public;
CREATE FUNCTION n() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE TABLE t (a integer DEFAULT n());
CREATE VIEW v AS SELECT a, n() AS x FROM t;
