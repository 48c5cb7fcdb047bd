CREATE TABLE public.assets (id integer NOT NULL, price numeric(10,2) CONSTRAINT positive CHECK (price > 0));
CREATE TABLE public.cars (id integer, price numeric(10,2) CONSTRAINT positive CHECK (price > 0)) INHERITS (public.assets);
