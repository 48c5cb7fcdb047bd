SELECT nextval('public.kept'), nextval('public.kept');
