CREATE TABLE public.t (a integer, CONSTRAINT y CHECK (a > 0), CONSTRAINT z CHECK (a < 9), CONSTRAINT x CHECK (a <> 5));
