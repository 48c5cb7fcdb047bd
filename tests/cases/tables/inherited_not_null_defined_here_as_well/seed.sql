INSERT INTO public.cars VALUES (1, 'a');
INSERT INTO public.parts VALUES (2, 'b');
