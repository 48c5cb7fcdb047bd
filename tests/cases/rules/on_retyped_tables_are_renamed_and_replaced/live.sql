CREATE TABLE public.t (id integer, a text); CREATE TABLE public.log (id integer, what text);
CREATE RULE r1 AS ON INSERT TO public.t DO ALSO INSERT INTO public.log VALUES (new.id, 'i');
CREATE RULE r2 AS ON UPDATE TO public.t WHERE old.id <> new.id DO INSTEAD NOTHING;
CREATE RULE r3 AS ON DELETE TO public.t DO ALSO NOTIFY gone;
