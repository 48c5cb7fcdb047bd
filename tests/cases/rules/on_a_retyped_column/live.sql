SET search_path = public;
CREATE TABLE t (id integer, a text);
CREATE TABLE l (id integer);
CREATE RULE a AS ON INSERT TO t DO ALSO INSERT INTO l VALUES (new.id);
COMMENT ON RULE a ON t IS 'x';
ALTER TABLE t DISABLE RULE a;
