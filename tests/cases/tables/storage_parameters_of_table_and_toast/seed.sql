INSERT INTO public.t VALUES ('x');
INSERT INTO public.u VALUES ('x');
