INSERT INTO public.a VALUES (1, 'z');
INSERT INTO public.b VALUES (1, '(1,x)', '{"(2,y)",NULL}', '(3,z)', '("(4,""a, b"")")'), (2, NULL, NULL, NULL, NULL);
INSERT INTO public.e SELECT b FROM public.b AS b;
