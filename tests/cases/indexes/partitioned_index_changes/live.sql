SET search_path = public;
CREATE TABLE t (id integer, a text) PARTITION BY LIST (id);
CREATE TABLE p1 PARTITION OF t FOR VALUES IN (1);
CREATE INDEX i ON t (a);
COMMENT ON INDEX p1_a_idx IS 'x';
