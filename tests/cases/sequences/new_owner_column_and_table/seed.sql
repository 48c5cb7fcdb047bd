SELECT nextval('public.s'), nextval('public.q'), nextval('public.r');
