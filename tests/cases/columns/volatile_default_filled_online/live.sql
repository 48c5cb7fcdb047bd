CREATE TABLE public.t (id int PRIMARY KEY, body text);
CREATE TABLE public.parts (id int) PARTITION BY LIST (id);
CREATE TABLE public.one PARTITION OF public.parts FOR VALUES IN (1);
CREATE TABLE public.others PARTITION OF public.parts DEFAULT PARTITION BY LIST (id);
CREATE TABLE public.deep PARTITION OF public.others DEFAULT;
CREATE TABLE public."Parent" ("Key" int);
CREATE TABLE public.heir (own text) INHERITS (public."Parent");
