CREATE TABLE public.assets (id integer NOT NULL, name text, price numeric(10,2) CONSTRAINT assets_price_check CHECK (price > 0));
CREATE TABLE public.tagged (name text, tag text);
CREATE TABLE public.cars (wheels integer) INHERITS (public.assets, public.tagged);
CREATE TABLE public.parts () INHERITS (public.tagged);
