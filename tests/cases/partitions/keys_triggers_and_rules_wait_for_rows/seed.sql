INSERT INTO public.t VALUES (1, 'a'), (2, 'b');
INSERT INTO public.o VALUES (1);
INSERT INTO public.q1 VALUES (1);
INSERT INTO public.r VALUES (1);
