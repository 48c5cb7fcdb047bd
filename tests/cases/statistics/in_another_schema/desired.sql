SET search_path = public;
CREATE SCHEMA s;
CREATE TABLE t (id integer);
CREATE STATISTICS s.st (ndistinct) ON id, (id + 1) FROM t;
