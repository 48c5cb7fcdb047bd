SELECT nextval('public.s'), nextval('public.d'), nextval('public.i');
