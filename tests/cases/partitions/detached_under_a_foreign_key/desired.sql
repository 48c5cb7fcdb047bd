CREATE TABLE public.p (id integer PRIMARY KEY) PARTITION BY RANGE (id);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES FROM (0) TO (10);
CREATE TABLE public.p2 (id integer CONSTRAINT p_id_not_null NOT NULL, CONSTRAINT p2_pkey PRIMARY KEY (id));
CREATE TABLE public.c (p integer REFERENCES public.p);
