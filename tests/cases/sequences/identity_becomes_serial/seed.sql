INSERT INTO public.t (n) VALUES (1), (2), (3);
DELETE FROM public.t WHERE id = 12;
