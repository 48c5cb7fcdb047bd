SET search_path = public;
CREATE TABLE t (id integer);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY "B "" x" ON t TO app_reader USING (id > 0);
COMMENT ON POLICY "B "" x" ON t IS 'y';
CREATE POLICY a ON t TO app_writer USING (id > 0);
