CREATE TABLE public.t (id integer PRIMARY KEY, a integer);
CREATE SUBSCRIPTION s CONNECTION 'host=nowhere dbname=x password=old' PUBLICATION p, "Q x" WITH (connect = false);
COMMENT ON SUBSCRIPTION s IS 'x';
