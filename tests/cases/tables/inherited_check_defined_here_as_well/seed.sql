INSERT INTO public.cars VALUES (1, 2.5);
