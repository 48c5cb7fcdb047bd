INSERT INTO public.t SELECT g, g FROM generate_series(1, 20) AS g;
