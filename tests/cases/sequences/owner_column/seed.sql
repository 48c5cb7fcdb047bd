SELECT nextval('public.freed');
