INSERT INTO public.t (n) VALUES (1), (2), (3);
INSERT INTO public.u VALUES (1);
