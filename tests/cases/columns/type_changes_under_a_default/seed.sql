INSERT INTO public.t VALUES (1, '10', 1, 'abc'), (2, '-3', 0, 'd');
