-- Expressions that PostgreSQL prints, and texts that it reads, differently under other session settings.
CREATE TYPE public.span AS (at timestamptz, took interval);
CREATE DOMAIN public.price AS money DEFAULT '12.50'::money CHECK (VALUE >= '-1.25'::money);
CREATE TABLE public.readings (
    at timestamptz DEFAULT '2020-02-01 03:04:05+00' NOT NULL,
    day date DEFAULT '2020-02-01' CHECK (day > '2001-03-04'::date),
    took interval DEFAULT '1 year 2 mons -3 days 04:05:06',
    clock timetz DEFAULT '03:04:05+05:45',
    weight double precision DEFAULT 0.1::double precision CHECK (weight <> 1e-7),
    exact real DEFAULT 1.1::real,
    raw bytea DEFAULT '\x00ff5c27',
    path text DEFAULT E'back\\slash''s',
    tags text[] DEFAULT '{NULL,"a b"}',
    cost public.price,
    spans public.span[] DEFAULT ARRAY[ROW('2020-02-01 00:00:00+00', '1 day')::public.span],
    "select" text COLLATE "C" GENERATED ALWAYS AS (path || '\n') STORED,
    CONSTRAINT sane CHECK (took IS NULL OR took <> NULL OR at BETWEEN '2000-01-01 00:00+00' AND '2100-01-01 00:00+00')
) PARTITION BY RANGE (at);
CREATE TABLE public.readings_2020 PARTITION OF public.readings
    FOR VALUES FROM ('2020-01-01 00:00+00') TO ('2021-01-01 00:00+00');
CREATE TABLE public.by_day (day date, took interval) PARTITION BY LIST (took);
CREATE TABLE public.by_day_1 PARTITION OF public.by_day FOR VALUES IN ('1 day', '-02:03:04');
CREATE INDEX recent ON public.readings_2020 (day) WHERE at > '2020-06-01 00:00+00';
CREATE VIEW public.late AS
    SELECT at, day + '1 day'::interval AS tomorrow, '\x5c'::bytea AS raw, '\d' ~ path AS digits, 12.5::money AS cost
    FROM public.readings WHERE at > '2020-06-01 00:00+00';
CREATE MATERIALIZED VIEW public.totals AS SELECT count(*) AS n, '1 mon'::interval AS took FROM public.late;
CREATE FUNCTION public.since(since timestamptz DEFAULT '2020-02-01 00:00+00', took interval DEFAULT '1 mon') RETURNS text
    LANGUAGE sql RETURN since::text || took::text || '\x00'::bytea::text;
CREATE FUNCTION public.quoted() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public
    AS $$ BEGIN RAISE NOTICE 'it''s \n'; RETURN NEW; END $$;
CREATE POLICY recent ON public.readings USING (at > '2020-06-01 00:00+00' AND raw <> '\x27');
COMMENT ON TABLE public.readings IS E'a \\ backslash and ''quotes''';
CREATE AGGREGATE public.longest (interval) (SFUNC = interval_larger, STYPE = interval, INITCOND = '1 mon');
