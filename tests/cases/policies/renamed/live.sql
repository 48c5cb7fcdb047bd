SET search_path = public;
CREATE TABLE t (id integer);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY a ON t TO app_reader USING (id > 0);
COMMENT ON POLICY a ON t IS 'x';
CREATE POLICY z ON t TO app_writer USING (id > 0);
