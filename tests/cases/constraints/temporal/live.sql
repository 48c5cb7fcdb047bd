CREATE EXTENSION btree_gist SCHEMA public;
CREATE TABLE public.t (id integer, valid_at daterange NOT NULL);
CREATE TABLE public.c (id integer, valid_at daterange);
