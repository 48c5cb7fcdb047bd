INSERT INTO public.t VALUES ('a', 1);
