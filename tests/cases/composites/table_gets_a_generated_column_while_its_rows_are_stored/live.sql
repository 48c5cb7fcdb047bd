CREATE TABLE public.a (i integer, n text);
CREATE TABLE public.b (id integer, x public.a, y public.a[]);
