CREATE TABLE public.a (id integer PRIMARY KEY, x integer);
CREATE TABLE public.b (id integer PRIMARY KEY, x integer);
CREATE TABLE public.c (id integer PRIMARY KEY, x integer);
CREATE PUBLICATION p FOR TABLE public.b (id, x) WHERE (id > 5), public.c;
CREATE PUBLICATION fresh FOR TABLE public.c WITH (publish = 'insert', publish_via_partition_root = true);
COMMENT ON PUBLICATION fresh IS 'p';
