INSERT INTO public.t VALUES (1, 1);
INSERT INTO public.c VALUES (2, 2);
