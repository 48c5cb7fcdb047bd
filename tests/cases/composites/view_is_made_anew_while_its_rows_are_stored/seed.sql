INSERT INTO public.a VALUES (1, 'z');
INSERT INTO public.b VALUES (1, '(1,x)', '{"(2,y)",NULL}'), (2, NULL, NULL);
