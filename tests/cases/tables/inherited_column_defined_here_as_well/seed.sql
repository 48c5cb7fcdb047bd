INSERT INTO public.cars VALUES (1, 'a', 2.5, 'x', 4);
INSERT INTO public.parts VALUES ('b', 'y');
