INSERT INTO public.t VALUES (1, 'z', 'x', '{x,y}');
