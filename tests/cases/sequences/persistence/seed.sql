SELECT nextval('public.a'), nextval('public.b');
