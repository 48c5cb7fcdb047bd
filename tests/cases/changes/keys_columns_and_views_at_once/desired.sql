CREATE TABLE public.users (id integer CONSTRAINT users_pkey PRIMARY KEY, mail varchar(200) CONSTRAINT users_mail UNIQUE);
CREATE TABLE public.orders (id serial PRIMARY KEY, buyer integer CONSTRAINT orders_buyer_fkey REFERENCES public.users ON DELETE CASCADE, total bigint DEFAULT 1 CONSTRAINT orders_total CHECK (total >= 0));
CREATE VIEW public.totals AS SELECT u.mail, sum(o.total) AS total FROM public.users u JOIN public.orders o ON o.buyer = u.id GROUP BY u.mail;
GRANT SELECT ON public.totals TO app_reader;
