CREATE EXTENSION cube SCHEMA public;
CREATE EXTENSION earthdistance SCHEMA public;
CREATE TABLE public.t (id integer PRIMARY KEY, p public.earth);
