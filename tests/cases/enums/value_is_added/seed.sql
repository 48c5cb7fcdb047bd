INSERT INTO public.t VALUES (1, 'b'), (2, 'd'), (3, NULL);
