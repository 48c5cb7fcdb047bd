INSERT INTO public.t VALUES (1, 1);
INSERT INTO public.u VALUES (1, 1);
