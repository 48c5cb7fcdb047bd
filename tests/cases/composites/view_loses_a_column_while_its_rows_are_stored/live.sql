CREATE VIEW public.v AS SELECT 1 AS i, 'x'::text AS n;
CREATE TABLE public.b (x public.v);
