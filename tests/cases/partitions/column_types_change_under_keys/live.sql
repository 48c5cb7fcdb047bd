CREATE TABLE public.p (id integer, region text, PRIMARY KEY (id, region)) PARTITION BY LIST (region);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES IN ('a');
CREATE TABLE public.p2 PARTITION OF public.p DEFAULT;
CREATE TABLE public.c (id integer, region text, FOREIGN KEY (id, region) REFERENCES public.p);
