CREATE TABLE public.events (kind text, CONSTRAINT events_kind CHECK (kind <> '')) PARTITION BY LIST (kind);
CREATE TABLE public.events_a (kind text, CONSTRAINT events_kind CHECK (kind <> ''));
ALTER TABLE public.events ATTACH PARTITION public.events_a FOR VALUES IN ('a');
