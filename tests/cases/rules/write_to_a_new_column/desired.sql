SET search_path = public;
CREATE TABLE t (id integer);
CREATE TABLE l (id integer, fresh integer);
CREATE RULE a AS ON INSERT TO t DO ALSO INSERT INTO l (fresh) VALUES (new.id);
