CREATE TABLE public.p (a int NOT NULL, b int NOT NULL, c text, UNIQUE (a, b)) PARTITION BY RANGE (a);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES FROM (0) TO (10);
CREATE TABLE public.p2 PARTITION OF public.p FOR VALUES FROM (10) TO (20) PARTITION BY RANGE (b);
CREATE TABLE public.p21 PARTITION OF public.p2 FOR VALUES FROM (0) TO (100);
CREATE INDEX p_c ON public.p (c);
COMMENT ON INDEX public.p_c IS 'x';
CREATE TABLE public.r (a int, b int, FOREIGN KEY (a, b) REFERENCES public.p (a, b));
