CREATE UNLOGGED TABLE public.t (id bigint, a bigint) TABLESPACE case_space;
ALTER TABLE public.t ADD PRIMARY KEY (id);
