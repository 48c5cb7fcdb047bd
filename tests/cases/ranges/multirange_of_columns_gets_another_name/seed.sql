INSERT INTO public.t VALUES (1, '[1,5)', '{"[1,3)"}', '{[1,2),[4,5)}');
