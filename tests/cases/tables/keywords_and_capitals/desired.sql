CREATE TABLE public."User" ("order" bigint NOT NULL, "Select" varchar(9) NOT NULL, "from.to" text, "a b" integer DEFAULT 7);
