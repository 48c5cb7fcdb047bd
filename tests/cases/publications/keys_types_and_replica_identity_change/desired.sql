SET search_path = public;
CREATE TABLE r1 (id int PRIMARY KEY, k varchar(30) NOT NULL, z int);
CREATE TABLE r2 (id int NOT NULL, k text NOT NULL, UNIQUE (id, k));
CREATE UNIQUE INDEX r1_k2 ON r1(k, id);
ALTER TABLE r1 REPLICA IDENTITY USING INDEX r1_k2;
ALTER TABLE r2 REPLICA IDENTITY USING INDEX r2_id_k_key;
CREATE PUBLICATION p FOR TABLE r1 (id, k), r2 WHERE (id > 0) WITH (publish='insert,update');
