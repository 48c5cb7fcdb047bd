CREATE EXTENSION btree_gist SCHEMA public;
CREATE TABLE public.t (id integer, valid_at daterange NOT NULL, CONSTRAINT k PRIMARY KEY (id, valid_at WITHOUT OVERLAPS));
CREATE TABLE public.c (id integer, valid_at daterange, CONSTRAINT u UNIQUE (id, valid_at WITHOUT OVERLAPS), CONSTRAINT f FOREIGN KEY (id, PERIOD valid_at) REFERENCES public.t (id, PERIOD valid_at));
