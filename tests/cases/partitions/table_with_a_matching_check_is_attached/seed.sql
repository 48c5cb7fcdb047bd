INSERT INTO public.old VALUES (1, 1), (2, 2);
