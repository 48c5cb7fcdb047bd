CREATE TABLE public.witness (a integer);
CREATE TABLE public."t""; DROP TABLE public.witness; --aaaaaaaaaaaaaaaaaaaaaaaaaaa" ("i""d" integer PRIMARY KEY, "select" text);
