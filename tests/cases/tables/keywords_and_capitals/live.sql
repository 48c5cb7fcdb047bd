CREATE TABLE public."User" ("order" integer, "Select" varchar(5), "from.to" text DEFAULT 'x');
