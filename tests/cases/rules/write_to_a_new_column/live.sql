SET search_path = public;
CREATE TABLE t (id integer);
CREATE TABLE l (id integer, old integer);
CREATE RULE a AS ON INSERT TO t DO ALSO INSERT INTO l (old) VALUES (new.id);
