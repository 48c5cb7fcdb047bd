CREATE TABLE public.items (id integer, price numeric, CONSTRAINT items_price_check CHECK (price > 0));
COMMENT ON CONSTRAINT items_price_check ON public.items IS 'no gifts';
