INSERT INTO public.t (x, h) VALUES (1, 2);
INSERT INTO public.p (x) VALUES (3);
