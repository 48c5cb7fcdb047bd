INSERT INTO public.t VALUES (1, 'a', 1);
INSERT INTO public.child VALUES (2, 'b', 2, 3);
