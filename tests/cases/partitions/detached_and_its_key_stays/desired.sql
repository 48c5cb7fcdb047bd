CREATE TABLE public.p (id integer, d integer, PRIMARY KEY (id, d)) PARTITION BY LIST (d);
CREATE TABLE public.p1 (id integer NOT NULL, d integer NOT NULL, CONSTRAINT p1_pkey PRIMARY KEY (id, d));
CREATE INDEX p1_d_idx ON public.p1 (d);
CREATE TABLE public.p2 PARTITION OF public.p FOR VALUES IN (2);
CREATE INDEX by_d ON public.p (d);
