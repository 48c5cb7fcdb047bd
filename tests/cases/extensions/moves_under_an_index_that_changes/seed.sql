INSERT INTO public.t VALUES ('abc');
