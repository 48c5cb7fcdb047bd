CREATE TABLE public.t (id integer PRIMARY KEY, a integer, b text);
CREATE PUBLICATION p FOR TABLE public.t (id, a);
ALTER PUBLICATION p OWNER TO app_owner;
COMMENT ON PUBLICATION p IS 'x';
