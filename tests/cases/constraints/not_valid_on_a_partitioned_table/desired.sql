CREATE TABLE public.r (id integer PRIMARY KEY);
CREATE TABLE public.p (id integer, r integer, CONSTRAINT f FOREIGN KEY (r) REFERENCES public.r, CONSTRAINT c CHECK (id < 9)) PARTITION BY RANGE (id);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES FROM (0) TO (10);
