INSERT INTO public.t VALUES (1, 'b', '2020-01-01', '{}');
