INSERT INTO public.a VALUES (1, 1, 'g');
INSERT INTO public.b VALUES (2, 2, 'g', 2);
INSERT INTO public.c VALUES (3, 3, 'g', 3);
