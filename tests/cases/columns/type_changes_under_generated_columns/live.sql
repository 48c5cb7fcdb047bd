CREATE TABLE public.t (id integer PRIMARY KEY, a integer, twice integer GENERATED ALWAYS AS (a * 2) STORED);
CREATE INDEX t_twice ON public.t (twice);
