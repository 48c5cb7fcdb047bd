CREATE TABLE public.t (a varchar(20), b text, c numeric(8, 2), d timestamp(6));
