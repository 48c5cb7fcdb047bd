INSERT INTO public."it's" (x) SELECT 'n' || g FROM generate_series(1, 40) AS g;
INSERT INTO public.o SELECT id FROM public."it's" WHERE id % 3 = 0;
