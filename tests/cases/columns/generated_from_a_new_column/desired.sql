CREATE TABLE public.t (id integer PRIMARY KEY, full_name text GENERATED ALWAYS AS (first || ' ' || last) STORED, first text DEFAULT 'f', last text);
