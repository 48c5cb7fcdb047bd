INSERT INTO public.t VALUES (1, '(1,y)', '{"(1,)",NULL}'), (2, '(,)', NULL);
