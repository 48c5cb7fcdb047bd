INSERT INTO public.t VALUES (1, '{"b":1,  "a":2}');
