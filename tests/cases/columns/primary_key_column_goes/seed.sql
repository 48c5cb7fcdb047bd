INSERT INTO public.t (code) VALUES ('x'), ('y');
INSERT INTO public.c VALUES (1);
