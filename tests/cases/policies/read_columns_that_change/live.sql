SET search_path = public;
CREATE TABLE d (id int PRIMARY KEY, owner text, team int, vis text DEFAULT 'private');
ALTER TABLE d ENABLE ROW LEVEL SECURITY;
CREATE TABLE tm (team int, usr text);
CREATE POLICY p1 ON d USING (owner = current_user);
CREATE POLICY p2 ON d FOR SELECT TO app_reader USING (team IN (SELECT team FROM tm WHERE usr = current_user));
CREATE POLICY p3 ON d AS RESTRICTIVE USING (vis <> 'deleted');
