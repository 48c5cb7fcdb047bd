INSERT INTO public.t (a) VALUES ('x');
INSERT INTO public.u (a) VALUES ('y');
