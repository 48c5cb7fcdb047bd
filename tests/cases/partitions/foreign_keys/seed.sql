INSERT INTO public.p VALUES (1), (11);
INSERT INTO public.c VALUES (1, 1, 11);
INSERT INTO public.plain VALUES (1);
