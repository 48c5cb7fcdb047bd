SET search_path = public;
CREATE TABLE t (id integer, o text);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY a ON t USING (o = current_user);
