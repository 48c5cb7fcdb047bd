SET search_path = public;
CREATE TABLE t (id integer, a text, CONSTRAINT i UNIQUE (a));
