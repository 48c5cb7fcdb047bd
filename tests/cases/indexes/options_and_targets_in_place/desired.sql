SET search_path = public;
CREATE TABLE t (id integer, a text);
CREATE INDEX i ON t (a) WITH (fillfactor = 80, deduplicate_items = off);
CREATE INDEX g ON t USING gin (to_tsvector('simple', a));
CREATE INDEX e ON t (lower(a), id);
