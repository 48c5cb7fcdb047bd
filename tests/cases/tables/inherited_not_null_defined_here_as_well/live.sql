CREATE TABLE public.assets (id integer NOT NULL, name text NOT NULL);
CREATE TABLE public.cars (id integer, name text) INHERITS (public.assets);
CREATE TABLE public.parts () INHERITS (public.assets);
