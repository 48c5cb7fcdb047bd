INSERT INTO public.p VALUES (1, '2020-02-02', 'a');
