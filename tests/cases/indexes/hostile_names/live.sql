SET search_path = public;
CREATE TABLE "T "" ; --" ("a "" b" integer);
CREATE INDEX "i "" ;--" ON "T "" ; --" (("a "" b" + 1));
