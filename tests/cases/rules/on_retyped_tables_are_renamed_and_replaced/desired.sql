CREATE TABLE public.t (id bigint, a text); CREATE TABLE public.log (id bigint, what text, at timestamptz DEFAULT now());
CREATE RULE r1 AS ON INSERT TO public.t DO ALSO INSERT INTO public.log (id, what, at) VALUES (new.id, 'i', now());
CREATE RULE r2b AS ON UPDATE TO public.t WHERE old.id <> new.id DO INSTEAD NOTHING;
CREATE RULE r3 AS ON DELETE TO public.t DO INSTEAD (UPDATE public.t SET a = 'gone' WHERE id = old.id; NOTIFY gone);
ALTER TABLE public.t DISABLE RULE r3;
