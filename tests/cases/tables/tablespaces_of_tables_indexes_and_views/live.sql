CREATE TABLE public.events (id integer CONSTRAINT events_pkey PRIMARY KEY, at date);
CREATE INDEX events_at ON public.events (at);
CREATE MATERIALIZED VIEW public.days AS SELECT DISTINCT at FROM public.events;
