INSERT INTO public.p VALUES (1, 'a', 'b'), (11, 'b', NULL);
