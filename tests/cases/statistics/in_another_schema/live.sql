SET search_path = public;
CREATE SCHEMA s;
CREATE TABLE t (id integer);
CREATE STATISTICS st (ndistinct) ON id, (id + 1) FROM t;
