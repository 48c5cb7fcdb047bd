CREATE TABLE public.t (a integer, b integer, CONSTRAINT filled CHECK (t.* IS NOT NULL));
