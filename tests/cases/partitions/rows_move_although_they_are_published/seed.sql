INSERT INTO public.events VALUES (1, 'a'), (950, 'b'), (2000, 'c');
