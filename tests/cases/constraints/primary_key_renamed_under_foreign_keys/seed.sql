INSERT INTO public.users VALUES (1, 'a@b.c');
INSERT INTO public.posts VALUES (1, 'a@b.c');
