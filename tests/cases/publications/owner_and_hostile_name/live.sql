CREATE TABLE public."a ""t; --" (id integer PRIMARY KEY);
CREATE PUBLICATION "p ""x; --" FOR TABLE public."a ""t; --";
ALTER PUBLICATION "p ""x; --" OWNER TO app_reader;
