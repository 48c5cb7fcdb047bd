SET search_path = public;
CREATE TABLE "T ; DROP" ("a""b" integer);
CREATE RULE "R $1 ' x" AS ON DELETE TO "T ; DROP" DO INSTEAD NOTHING;
ALTER TABLE "T ; DROP" DISABLE RULE "R $1 ' x";
COMMENT ON RULE "R $1 ' x" ON "T ; DROP" IS '$$';
