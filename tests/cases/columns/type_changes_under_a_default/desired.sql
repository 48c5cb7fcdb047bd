CREATE TABLE public.t (id integer PRIMARY KEY, a integer DEFAULT 7, b boolean DEFAULT false, c varchar(3) DEFAULT 'xyz' NOT NULL);
