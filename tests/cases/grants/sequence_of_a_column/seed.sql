INSERT INTO public.t (c) VALUES ('x');
