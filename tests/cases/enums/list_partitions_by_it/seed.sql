INSERT INTO public.p VALUES (1, 'a'), (2, 'b');
