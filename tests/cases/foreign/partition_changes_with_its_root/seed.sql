INSERT INTO public.p VALUES (2, 'x');
