CREATE TABLE public.t (id integer PRIMARY KEY, a bigint[], b varchar(10)[]);
