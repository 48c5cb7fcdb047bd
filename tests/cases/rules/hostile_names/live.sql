SET search_path = public;
CREATE TABLE "T ; DROP" ("a""b" integer);
CREATE RULE "r; --" AS ON DELETE TO "T ; DROP" DO INSTEAD NOTHING;
COMMENT ON RULE "r; --" ON "T ; DROP" IS '$$';
