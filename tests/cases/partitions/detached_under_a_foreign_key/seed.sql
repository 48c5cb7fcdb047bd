INSERT INTO public.p VALUES (1), (11);
INSERT INTO public.c VALUES (1);
