CREATE TABLE public.assets (id integer NOT NULL, name text CONSTRAINT named CHECK (name <> ''));
CREATE TABLE public.cars (name text CONSTRAINT named CHECK (name <> ''), wheels integer) INHERITS (public.assets);
