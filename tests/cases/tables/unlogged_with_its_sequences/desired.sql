CREATE UNLOGGED TABLE public.t (id serial PRIMARY KEY, a text);
CREATE UNLOGGED TABLE public.u (id integer GENERATED ALWAYS AS IDENTITY, a text);
