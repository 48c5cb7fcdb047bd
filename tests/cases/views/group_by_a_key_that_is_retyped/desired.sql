SET search_path = public;
CREATE TABLE t (id bigint PRIMARY KEY, a integer);
CREATE TABLE u (t integer, n integer);
CREATE VIEW v AS SELECT t.id, t.a, sum(u.n) FROM t JOIN u ON u.t = t.id GROUP BY t.id;
