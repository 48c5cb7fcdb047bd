INSERT INTO public.a VALUES (1);
INSERT INTO public.b VALUES (2, 2, 'q');
