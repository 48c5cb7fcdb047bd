SET search_path = public;
CREATE TABLE t (id integer);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY a ON t TO "odd ""role; --" USING (id > 0);
CREATE POLICY b ON t TO PUBLIC USING (id > 1);
