CREATE FOREIGN DATA WRAPPER "w ""x; --" OPTIONS ("o ""p" '1');
CREATE SERVER "s ""x; --" FOREIGN DATA WRAPPER "w ""x; --" OPTIONS ("o ""p" '1');
CREATE USER MAPPING FOR "odd ""role; --" SERVER "s ""x; --" OPTIONS ("o ""p" '1');
CREATE FOREIGN TABLE public."t ""x; --" ("c ""d" integer OPTIONS ("o ""p" '1')) SERVER "s ""x; --" OPTIONS ("o ""p" '1');
