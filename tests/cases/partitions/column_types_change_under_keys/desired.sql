CREATE TABLE public.p (id bigint, region text, PRIMARY KEY (id, region)) PARTITION BY LIST (region);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES IN ('a');
CREATE TABLE public.p2 PARTITION OF public.p DEFAULT;
CREATE TABLE public.c (id bigint, region text, FOREIGN KEY (id, region) REFERENCES public.p);
