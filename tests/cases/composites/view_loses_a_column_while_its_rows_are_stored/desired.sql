CREATE VIEW public.v AS SELECT 'x'::text AS n;
CREATE TABLE public.b (x public.v);
