INSERT INTO public.t VALUES (2, 1, 1);
