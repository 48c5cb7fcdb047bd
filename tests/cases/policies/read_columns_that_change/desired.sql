SET search_path = public;
CREATE TYPE vis AS ENUM ('private','public','deleted');
CREATE TABLE d (id int PRIMARY KEY, owner varchar(63), team bigint, vis vis DEFAULT 'private');
ALTER TABLE d ENABLE ROW LEVEL SECURITY;
ALTER TABLE d FORCE ROW LEVEL SECURITY;
CREATE TABLE tm (team bigint, usr text, PRIMARY KEY (team, usr));
CREATE POLICY p1 ON d USING (owner = current_user);
CREATE POLICY p2 ON d FOR SELECT TO app_reader, app_writer USING (team IN (SELECT team FROM tm WHERE usr = current_user));
CREATE POLICY p3 ON d AS RESTRICTIVE USING (vis <> 'deleted');
