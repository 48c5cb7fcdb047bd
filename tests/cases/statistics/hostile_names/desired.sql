SET search_path = public;
CREATE SCHEMA "S.x";
CREATE TABLE "T;" ("a b" integer, "c""d" integer);
CREATE STATISTICS "S.x"."ST "" --" ON "a b", "c""d" FROM "T;";
ALTER STATISTICS "S.x"."ST "" --" SET STATISTICS 9;
