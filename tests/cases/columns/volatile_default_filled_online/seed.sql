INSERT INTO public.t SELECT n, 'x' FROM generate_series(1, 300) AS n;
INSERT INTO public.parts SELECT n % 3 FROM generate_series(1, 300) AS n;
INSERT INTO public."Parent" VALUES (1), (2);
INSERT INTO public.heir VALUES (3, 'own'), (4, 'own');
