CREATE TYPE public.used AS ENUM ('x', 'y');
CREATE TABLE public.t (id integer PRIMARY KEY, a text DEFAULT 'x', b public.used DEFAULT 'y', c varchar(3)[]);
