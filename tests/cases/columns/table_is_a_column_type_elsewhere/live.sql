CREATE TABLE public.t (id integer, a text);
CREATE TABLE public.holder (id integer PRIMARY KEY, r public.t, rs public.t[]);
