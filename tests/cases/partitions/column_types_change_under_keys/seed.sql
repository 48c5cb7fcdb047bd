INSERT INTO public.p VALUES (1, 'a'), (2, 'b');
INSERT INTO public.c VALUES (1, 'a');
