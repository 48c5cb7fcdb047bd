INSERT INTO public.o (s) VALUES ('new'), ('done'), ('done');
SELECT setval('public.o_id_seq', 70);
INSERT INTO public.r VALUES (1, 'new'), (2, 'done');
