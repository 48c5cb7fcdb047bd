INSERT INTO public."a" VALUES (1);
INSERT INTO public."a b" VALUES (1);
