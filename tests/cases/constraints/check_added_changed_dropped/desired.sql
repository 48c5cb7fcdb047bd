CREATE TABLE public.t (a integer, b integer, CONSTRAINT changed CHECK (b > 1), CONSTRAINT fresh CHECK (a < b));
COMMENT ON CONSTRAINT fresh ON public.t IS 'it''s fresh';
