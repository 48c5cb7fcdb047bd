SET search_path = public;
CREATE TABLE t (id integer, owner name);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY a ON t USING (owner = current_user);
