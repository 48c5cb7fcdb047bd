SET search_path = public;
CREATE TABLE t (id integer, a text, b numeric);
CREATE STATISTICS s1 ON id, b FROM t;
CREATE STATISTICS s2 ON (b + 1) FROM t;
