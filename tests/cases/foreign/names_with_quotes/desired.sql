CREATE FOREIGN DATA WRAPPER "w ""x; --" OPTIONS ("o ""p" '2');
CREATE SERVER "s ""x; --" VERSION '9' FOREIGN DATA WRAPPER "w ""x; --" OPTIONS ("o ""p" '2');
CREATE USER MAPPING FOR "odd ""role; --" SERVER "s ""x; --" OPTIONS ("o ""p" '2');
CREATE FOREIGN TABLE public."t ""x; --" ("c ""d" bigint OPTIONS ("o ""p" '2'), "e ""f" text) SERVER "s ""x; --" OPTIONS ("o ""p" '2');
