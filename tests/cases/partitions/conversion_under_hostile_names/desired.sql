CREATE TABLE public.witness (a integer);
CREATE TABLE public."t""; DROP TABLE public.witness; --aaaaaaaaaaaaaaaaaaaaaaaaaaa" ("i""d" integer PRIMARY KEY, "select" text) PARTITION BY HASH ("i""d");
CREATE TABLE public."p""; x" PARTITION OF public."t""; DROP TABLE public.witness; --aaaaaaaaaaaaaaaaaaaaaaaaaaa" FOR VALUES WITH (MODULUS 1, REMAINDER 0);
