INSERT INTO public.t VALUES ('short', 'abc', 'x');
