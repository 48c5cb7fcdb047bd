SET search_path = public;
CREATE TABLE u (k bigint, n text);
CREATE TABLE t (id integer);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY a ON t USING (id IN (SELECT k FROM u WHERE n = current_user));
COMMENT ON POLICY a ON t IS 'x';
