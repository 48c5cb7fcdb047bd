SET search_path = public;
CREATE TABLE t (id integer);
