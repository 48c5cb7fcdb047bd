SET search_path = public;
CREATE SCHEMA "S.x";
CREATE TABLE "T;" ("a b" integer, "c""d" integer);
CREATE STATISTICS "S.x"."st' ." ON "a b", "c""d" FROM "T;";
