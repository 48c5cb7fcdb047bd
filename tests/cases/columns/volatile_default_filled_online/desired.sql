CREATE SEQUENCE public.numbers;
CREATE TABLE public.t (
    id int PRIMARY KEY, body text, token uuid DEFAULT gen_random_uuid() NOT NULL UNIQUE,
    number bigint DEFAULT nextval('public.numbers') NOT NULL, CHECK (number > 0)
);
COMMENT ON COLUMN public.t.token IS 'for the link';
CREATE INDEX t_number ON public.t (number);
CREATE TABLE public.parts (id int, chance float8 DEFAULT random() NOT NULL) PARTITION BY LIST (id);
CREATE TABLE public.one PARTITION OF public.parts FOR VALUES IN (1);
CREATE TABLE public.others PARTITION OF public.parts DEFAULT PARTITION BY LIST (id);
CREATE TABLE public.deep PARTITION OF public.others DEFAULT;
CREATE TABLE public."Parent" ("Key" int, "Not plain" text DEFAULT clock_timestamp()::text NOT NULL);
CREATE TABLE public.heir (own text) INHERITS (public."Parent");
