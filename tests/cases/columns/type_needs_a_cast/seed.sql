INSERT INTO public.t VALUES (1, '10', '2020-01-02 03:04:05+00', 1), (2, '-3', NULL, 0);
