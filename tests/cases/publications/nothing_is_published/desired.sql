CREATE TABLE public.t (id integer PRIMARY KEY, a integer, b text);
CREATE PUBLICATION p WITH (publish = 'delete');
