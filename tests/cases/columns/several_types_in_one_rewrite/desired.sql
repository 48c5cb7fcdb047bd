CREATE TABLE public.t (
    id bigint PRIMARY KEY, a bigint DEFAULT 1, b bigint NOT NULL, c integer, u integer,
    token uuid DEFAULT gen_random_uuid() NOT NULL, doubled bigint GENERATED ALWAYS AS (a * 2) STORED
);
CREATE VIEW public.v AS SELECT a, b FROM public.t;
CREATE INDEX i ON public.t (a);
