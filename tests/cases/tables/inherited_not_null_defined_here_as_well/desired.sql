CREATE TABLE public.assets (id integer NOT NULL, name text NOT NULL);
CREATE TABLE public.cars (id integer CONSTRAINT assets_id_not_null NOT NULL, name text) INHERITS (public.assets);
CREATE TABLE public.parts (id integer NOT NULL, name text NOT NULL) INHERITS (public.assets);
