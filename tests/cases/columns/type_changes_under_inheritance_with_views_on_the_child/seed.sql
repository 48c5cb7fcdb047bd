INSERT INTO public.p VALUES (1, 2);
INSERT INTO public.c VALUES (3, 4, 5);
