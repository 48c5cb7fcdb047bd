CREATE TABLE public."a ""t; --" (id integer PRIMARY KEY, "b c" integer);
CREATE PUBLICATION "p ""x; --" FOR TABLE public."a ""t; --" (id, "b c") WITH (publish = 'insert, delete');
ALTER PUBLICATION "p ""x; --" OWNER TO app_owner;
