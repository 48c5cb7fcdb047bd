SET search_path = public;
CREATE ACCESS METHOD heap9 TYPE TABLE HANDLER heap_tableam_handler;
CREATE TABLE t (id integer);
CREATE MATERIALIZED VIEW m USING heap9 AS SELECT id FROM t;
