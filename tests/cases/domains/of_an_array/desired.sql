CREATE DOMAIN public.tags AS text[] DEFAULT '{x}' CHECK (cardinality(VALUE) < 9);
CREATE TABLE public.t (a public.tags DEFAULT '{}');
