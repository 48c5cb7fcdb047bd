INSERT INTO public.p VALUES (1, 'x');
INSERT INTO public.c VALUES (1, 1, 'x');
