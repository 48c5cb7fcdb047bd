CREATE TABLE public.t (id integer PRIMARY KEY, a integer, b text);
CREATE PUBLICATION p FOR TABLE public.t WITH (publish = 'insert, truncate', publish_via_partition_root = true);
COMMENT ON PUBLICATION p IS 'x';
