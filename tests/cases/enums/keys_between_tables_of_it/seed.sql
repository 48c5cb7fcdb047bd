INSERT INTO public.a VALUES ('a'), ('b');
INSERT INTO public.b VALUES ('a'), ('b');
