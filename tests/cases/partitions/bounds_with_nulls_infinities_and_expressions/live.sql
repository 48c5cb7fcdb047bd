CREATE TABLE public.p (a integer, b timestamptz, c text) PARTITION BY RANGE (a, lower(c) COLLATE "C");
CREATE TABLE public.q (a integer) PARTITION BY LIST (a);
