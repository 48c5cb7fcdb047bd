CREATE TABLE public.p (id integer PRIMARY KEY);
CREATE TABLE public.t (a integer, b text DEFAULT 'x' NOT NULL, c text COLLATE "C" CHECK (c <> ''), d integer UNIQUE, e integer REFERENCES public.p, f integer GENERATED ALWAYS AS IDENTITY, g numeric(5,2)[] DEFAULT '{}');
COMMENT ON COLUMN public.t.b IS 'b';
