INSERT INTO public.c VALUES (1, 2);
