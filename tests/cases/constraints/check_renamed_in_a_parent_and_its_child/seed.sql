INSERT INTO public.towns VALUES (3, 4);
