INSERT INTO public.t (d, a) VALUES (1, 2), (3, 4);
