CREATE TABLE public.t (id serial PRIMARY KEY, a text);
CREATE TABLE public.u (id integer GENERATED ALWAYS AS IDENTITY, a text);
