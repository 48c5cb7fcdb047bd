CREATE TABLE public.items (id integer, price numeric, CONSTRAINT price_positive CHECK (price > 0));
COMMENT ON CONSTRAINT price_positive ON public.items IS 'no gifts';
