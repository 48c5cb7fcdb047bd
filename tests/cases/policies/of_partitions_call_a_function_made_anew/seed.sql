INSERT INTO public.e VALUES (1, 1);
