INSERT INTO public.x VALUES (1, 'x');
