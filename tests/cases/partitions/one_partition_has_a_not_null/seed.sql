INSERT INTO public.p VALUES (1, 1), (NULL, 2);
