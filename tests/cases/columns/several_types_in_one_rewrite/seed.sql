INSERT INTO public.t SELECT n, n, n, n, n FROM generate_series(1, 5) AS n;
