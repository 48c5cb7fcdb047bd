INSERT INTO public.s (d) VALUES (1), (2);
SELECT setval('public.s_id_seq', 70);
INSERT INTO public.i (d) VALUES (1), (2);
SELECT setval('public.i_id_seq', -70, false);
