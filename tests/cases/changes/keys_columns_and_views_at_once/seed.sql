INSERT INTO public.users VALUES (1, 'a@b.c');
INSERT INTO public.orders (buyer, total) VALUES (1, 5);
