INSERT INTO public.t VALUES (1, '(1,x,)', '{"(1,x,)",NULL}'), (2, NULL, NULL), (3, '(,,)', '{}');
