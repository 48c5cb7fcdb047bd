SET search_path = public;
CREATE TABLE t (id integer, a text, r int4range, j jsonb, p point, v tsvector);
CREATE INDEX i1 ON t USING btree (a);
CREATE INDEX i2 ON t USING spgist (r);
CREATE INDEX i3 ON t USING gin (j jsonb_path_ops);
CREATE INDEX i4 ON t USING gist (p);
CREATE INDEX i5 ON t USING brin (id int4_bloom_ops (n_distinct_per_range = '50')) WITH (pages_per_range = 8);
CREATE INDEX i6 ON t (a COLLATE "C", id);
CREATE INDEX i7 ON t USING gist (v tsvector_ops (siglen = '128'));
