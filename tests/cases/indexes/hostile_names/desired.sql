SET search_path = public;
CREATE TABLE "T "" ; --" ("a "" b" integer);
CREATE INDEX "j $$ ' " ON "T "" ; --" (("a "" b" + 1));
ALTER INDEX "j $$ ' " ALTER COLUMN 1 SET STATISTICS 4;
