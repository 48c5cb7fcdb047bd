INSERT INTO public.p VALUES (1, 2, 'x');
INSERT INTO public.c VALUES (3, 4, 'y', 'z');
