INSERT INTO public.t SELECT n, n, 'b' || n, 'o' || n FROM generate_series(1, 50) AS n;
REFRESH MATERIALIZED VIEW public.v;
