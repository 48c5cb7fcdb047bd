SET search_path = public;
CREATE TABLE t (id integer, a text) PARTITION BY LIST (id);
CREATE TABLE p1 PARTITION OF t FOR VALUES IN (1);
CREATE UNIQUE INDEX i ON t (id) WITH (fillfactor = 70);
ALTER INDEX p1_id_idx SET (fillfactor = 50);
ALTER TABLE p1 CLUSTER ON p1_id_idx;
