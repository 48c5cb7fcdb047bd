CREATE TABLE public.t (id integer PRIMARY KEY, k bigint);
CREATE VIEW public.v AS SELECT id, k FROM public.t;
CREATE FUNCTION public.next_k() RETURNS bigint LANGUAGE sql STABLE BEGIN ATOMIC SELECT coalesce(max(k), 0) + 1 FROM public.v; END;
ALTER TABLE public.t ALTER k SET DEFAULT public.next_k();
CREATE FUNCTION public.ok(i bigint) RETURNS boolean LANGUAGE sql STABLE BEGIN ATOMIC SELECT count(*) < 100 FROM public.v WHERE k = i; END;
ALTER TABLE public.t ADD CONSTRAINT k_ok CHECK (public.ok(k));
CREATE POLICY p ON public.t USING (public.ok(k)) WITH CHECK (k < public.next_k());
ALTER TABLE public.t ENABLE ROW LEVEL SECURITY;
