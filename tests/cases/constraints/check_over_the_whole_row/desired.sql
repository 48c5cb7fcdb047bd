CREATE TABLE public.t (a integer, b integer, c integer DEFAULT 1, CONSTRAINT filled CHECK (t.* IS NOT NULL));
