INSERT INTO public.p VALUES (1, 5), (2, 6);
