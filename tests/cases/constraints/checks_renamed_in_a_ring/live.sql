CREATE TABLE public.t (a integer, CONSTRAINT x CHECK (a > 0), CONSTRAINT y CHECK (a < 9), CONSTRAINT z CHECK (a <> 5));
