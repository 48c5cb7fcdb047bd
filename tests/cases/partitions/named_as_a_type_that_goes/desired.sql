CREATE TABLE public.orders (id serial, placed date) PARTITION BY RANGE (id);
CREATE TABLE public.orders_0 PARTITION OF public.orders FOR VALUES FROM (0) TO (100);
ALTER TABLE public.orders ADD PRIMARY KEY (id);
