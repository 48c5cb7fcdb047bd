INSERT INTO public.p VALUES (1, 1);
INSERT INTO public.c VALUES (1, 1, 1);
