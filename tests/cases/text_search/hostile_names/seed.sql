INSERT INTO public.t VALUES ('a word');
