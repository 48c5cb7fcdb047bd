SET search_path = public;
INSERT INTO "User"(email) VALUES ('a');
INSERT INTO "Post"(title,"authorId") VALUES ('t',1);
INSERT INTO "_CategoryToPost" VALUES (1,2);
