INSERT INTO public."select" VALUES (1, 'x');
INSERT INTO public."ünïcödé ☃" VALUES (5);
INSERT INTO public."aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" VALUES (1);
INSERT INTO public."table" VALUES ('a');
