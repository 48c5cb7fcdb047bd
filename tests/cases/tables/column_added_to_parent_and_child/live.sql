CREATE TABLE public.assets (id integer NOT NULL);
CREATE TABLE public.cars (wheels integer) INHERITS (public.assets);
