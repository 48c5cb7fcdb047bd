INSERT INTO public.items VALUES (1, 9.5);
