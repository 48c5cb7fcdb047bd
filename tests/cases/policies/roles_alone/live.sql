SET search_path = public;
CREATE TABLE t (id integer);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY a ON t USING (id > 0);
CREATE POLICY b ON t TO app_reader, app_writer USING (id > 1);
