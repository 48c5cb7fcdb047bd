INSERT INTO public.t SELECT n, 'c' || n, n, n FROM generate_series(1, 50) AS n;
INSERT INTO public.child SELECT n FROM generate_series(1, 20) AS n;
INSERT INTO public.parent SELECT 1;
INSERT INTO public.heir SELECT 2;
