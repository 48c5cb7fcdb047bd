INSERT INTO public.books VALUES (1), (2);
INSERT INTO public.notes VALUES (1);
