INSERT INTO public.t VALUES (1, '(1,x)');
INSERT INTO public.k VALUES (1, '(1,x)', 'y');
