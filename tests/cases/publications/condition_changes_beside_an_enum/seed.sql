INSERT INTO public.t VALUES (6, 'a');
