SET search_path = public;
CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql STABLE AS 'SELECT a';
CREATE TABLE t (id integer);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON t FOR SELECT TO app_reader USING (f(id) > 0);
