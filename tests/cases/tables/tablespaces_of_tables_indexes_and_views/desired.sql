CREATE TABLE public.events (id integer CONSTRAINT events_pkey PRIMARY KEY USING INDEX TABLESPACE case_space, at date) TABLESPACE case_space;
CREATE INDEX events_at ON public.events (at) TABLESPACE case_space;
CREATE MATERIALIZED VIEW public.days TABLESPACE case_space AS SELECT DISTINCT at FROM public.events;
