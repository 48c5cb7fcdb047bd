CREATE TABLE public.a (i integer, n text, m integer GENERATED ALWAYS AS (i + 1) STORED);
CREATE TABLE public.b (id integer, x public.a, y public.a[]);
