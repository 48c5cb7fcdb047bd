INSERT INTO public.p SELECT n, n, 'c' || n FROM generate_series(0, 19) AS n;
INSERT INTO public.r VALUES (1, 1), (15, 15), (NULL, 1);
