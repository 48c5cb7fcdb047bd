INSERT INTO public.t (a) VALUES ('x'), ('y');
