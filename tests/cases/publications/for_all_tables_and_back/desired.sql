CREATE TABLE public.t (id integer PRIMARY KEY, a integer, b text);
CREATE PUBLICATION p FOR ALL TABLES WITH (publish = 'insert');
COMMENT ON PUBLICATION p IS 'x';
