SET search_path = public;
CREATE TABLE t (id integer, o text);
ALTER TABLE t ENABLE ROW LEVEL SECURITY;
CREATE POLICY a ON t TO app_writer, app_reader USING (id > 1);
CREATE POLICY b ON t FOR UPDATE USING (id > 0);
CREATE POLICY c ON t AS RESTRICTIVE FOR ALL USING (o = current_user) WITH CHECK (o = session_user);
CREATE POLICY d ON t FOR INSERT TO app_writer WITH CHECK (id > 1);
COMMENT ON POLICY a ON t IS 'x';
CREATE POLICY e ON t FOR DELETE USING (true);
