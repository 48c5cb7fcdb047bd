INSERT INTO public.t (a, d) VALUES (1, 0), (2, 1);
INSERT INTO public.s VALUES (1);
