INSERT INTO public.t VALUES (1, '{"(1,x)",NULL,"(,)"}'), (2, '{}'), (3, NULL);
