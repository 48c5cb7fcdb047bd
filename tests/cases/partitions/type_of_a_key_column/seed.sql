-- The trigger is not to see these rows a second time.
INSERT INTO public.t (d, n) VALUES (1, 'a'), (2, 'b');
SELECT setval('public.t_id_seq', 149);
INSERT INTO public.t (d, n) VALUES (3, 'c');
SELECT setval('public.t_id_seq', 170);
INSERT INTO public.o VALUES (1), (150);
