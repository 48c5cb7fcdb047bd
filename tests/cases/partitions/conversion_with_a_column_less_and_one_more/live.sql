CREATE TABLE public.t (id integer NOT NULL, gone text, size integer, day date GENERATED ALWAYS AS ('2020-01-01'::date + id) STORED);
