CREATE TABLE public.events (kind text, CONSTRAINT events_kind CHECK (kind <> '')) PARTITION BY LIST (kind);
CREATE TABLE public.events_a (kind text);
