CREATE TABLE public.events (id bigint NOT NULL, kind text) PARTITION BY RANGE (id);
CREATE TABLE public.events_old PARTITION OF public.events FOR VALUES FROM (0) TO (100);
CREATE TABLE public.events_rest PARTITION OF public.events DEFAULT;
CREATE PUBLICATION everything FOR ALL TABLES;
