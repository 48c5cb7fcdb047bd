INSERT INTO public.t VALUES (1, 'x', 3), (2, 'y', 4), (3, 'z', 5);
