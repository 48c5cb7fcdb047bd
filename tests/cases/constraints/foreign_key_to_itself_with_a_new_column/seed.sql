INSERT INTO public.nodes VALUES (1), (2);
