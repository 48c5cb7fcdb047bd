SET search_path = public;
CREATE TABLE t (id integer, a text, r int4range, j jsonb, p point, v tsvector);
CREATE INDEX i1 ON t USING hash (a);
CREATE INDEX i2 ON t USING gist (r);
CREATE INDEX i3 ON t USING gin (j);
CREATE INDEX i4 ON t USING spgist (p);
CREATE INDEX i5 ON t USING brin (id) WITH (pages_per_range = 16, autosummarize = on);
CREATE INDEX i6 ON t (a text_pattern_ops, id DESC);
CREATE INDEX i7 ON t USING gist (v tsvector_ops (siglen = '64'));
