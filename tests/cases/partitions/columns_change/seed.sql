INSERT INTO public.p VALUES (1, '2020-02-02', 'x', 3), (2, '2023-02-02', 'y', 4);
