INSERT INTO public.t VALUES (1, '("(3)",k)'), (2, NULL);
