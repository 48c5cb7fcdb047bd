INSERT INTO public.t VALUES ('the words');
