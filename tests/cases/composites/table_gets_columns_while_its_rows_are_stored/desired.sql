CREATE TABLE public.a (i integer, n text, m integer NOT NULL DEFAULT 5, o date, p text DEFAULT 'it''s');
CREATE TABLE public.b (id integer, x public.a, y public.a[]);
