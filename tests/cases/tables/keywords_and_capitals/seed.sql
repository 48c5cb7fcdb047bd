INSERT INTO public."User" VALUES (1, 'x', 'y');
