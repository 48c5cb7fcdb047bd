INSERT INTO public.t VALUES ('x', 'y', 1.25, '2020-01-01');
