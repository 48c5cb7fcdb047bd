CREATE DOMAIN public.tags AS text[] CHECK (cardinality(VALUE) < 5);
CREATE TABLE public.t (a public.tags DEFAULT '{}');
