INSERT INTO public.p (id, first, last) VALUES (1, 'a', 'b');
