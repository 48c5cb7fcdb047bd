CREATE TABLE public.t (id integer, a text, b integer);
CREATE TABLE public.holder (id integer PRIMARY KEY, r public.t, rs public.t[]);
