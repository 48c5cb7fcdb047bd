CREATE TABLE public.users (id integer CONSTRAINT pk PRIMARY KEY, mail varchar(50));
CREATE UNIQUE INDEX users_mail ON public.users (mail);
CREATE TABLE public.orders (id serial PRIMARY KEY, buyer integer CONSTRAINT fk REFERENCES public.users, total integer DEFAULT 0);
CREATE VIEW public.totals AS SELECT u.mail, sum(o.total) AS total FROM public.users u JOIN public.orders o ON o.buyer = u.id GROUP BY u.mail;
GRANT SELECT ON public.totals TO app_reader;
