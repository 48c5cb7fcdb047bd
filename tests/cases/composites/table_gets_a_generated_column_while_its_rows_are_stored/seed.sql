INSERT INTO public.b VALUES (1, '(1,x)', NULL);
