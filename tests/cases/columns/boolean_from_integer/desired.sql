CREATE TABLE public.t (a boolean DEFAULT true, b uuid);
