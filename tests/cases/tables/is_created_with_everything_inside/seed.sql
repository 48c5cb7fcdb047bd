INSERT INTO public.other VALUES (1), (2);
