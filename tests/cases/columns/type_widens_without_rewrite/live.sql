CREATE TABLE public.t (a varchar(10), b varchar(5), c numeric(5, 2), d timestamp(3));
