CREATE TABLE public.t (id integer PRIMARY KEY, a integer GENERATED ALWAYS AS (id * 2) STORED);
CREATE PUBLICATION p FOR TABLE public.t;
CREATE PUBLICATION q FOR ALL TABLES WITH (publish_generated_columns = stored);
