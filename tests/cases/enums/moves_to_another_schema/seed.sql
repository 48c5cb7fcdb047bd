INSERT INTO public.t VALUES ('a', 1), ('b', 2), (NULL, 3);
