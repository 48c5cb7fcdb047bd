CREATE TABLE public.events (id bigint NOT NULL, cause bigint) PARTITION BY RANGE (id);
CREATE TABLE public.events_old PARTITION OF public.events FOR VALUES FROM (0) TO (100);
CREATE TABLE public.events_new PARTITION OF public.events FOR VALUES FROM (100) TO (200);
ALTER TABLE public.events ADD PRIMARY KEY (id);
ALTER TABLE public.events ADD CONSTRAINT events_cause_fkey FOREIGN KEY (cause) REFERENCES public.events (id);
CREATE TABLE public.notes (event bigint CONSTRAINT notes_event_fkey REFERENCES public.events (id));
