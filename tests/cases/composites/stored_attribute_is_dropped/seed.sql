INSERT INTO public.t VALUES (1, '(1,x)', '{"(1,x)"}', '(1,y)', NULL);
INSERT INTO public.tt VALUES (1, 'z');
