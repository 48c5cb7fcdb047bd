CREATE TABLE public.t (a varchar(5), b numeric(6,2));
